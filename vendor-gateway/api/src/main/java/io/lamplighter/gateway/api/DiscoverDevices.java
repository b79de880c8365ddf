package io.lamplighter.gateway.api;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Asks a vendor which devices there are.
 *
 * @param account name of the credentials; {@code default} when absent
 * @param at where to look, in the vendor's own terms, such as a host and port
 */
public record DiscoverDevices(
        @Size(min = 1, max = 100) String account,
        @NotBlank @Size(max = 200) String at) {
    public DiscoverDevices {
        account = account == null ? "default" : account;
    }
}
