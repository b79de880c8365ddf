package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * On {@link GatewayTopics#DISCOVERIES}: a vendor said that there is a device.
 *
 * @param id as in {@link DiscoveryView}
 * @param at where it was found
 * @param foundAt when first, UTC
 * @param lastFoundAt when last, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FoundDevice(
        UUID id,
        String vendor,
        String account,
        Map<String, String> vendorIds,
        String name,
        String type,
        String at,
        Instant foundAt,
        Instant lastFoundAt) {
    public FoundDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(vendor, "vendor");
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(lastFoundAt, "lastFoundAt");
        vendorIds = Map.copyOf(vendorIds);
    }
}
