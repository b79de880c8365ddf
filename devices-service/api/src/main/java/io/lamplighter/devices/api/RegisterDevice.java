package io.lamplighter.devices.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;

/**
 * Asks for a device to be registered ({@code POST}) or to become exactly this ({@code PUT}).
 *
 * @param name what people call the device, 1 to 100 characters
 * @param type free text, at most 100 characters
 * @param vendor the driver's key: lower-case letters, digits and hyphens, at most 50
 * @param account the credentials at the vendor, by name; {@code default} when absent
 * @param vendorIds at least one name and value, each at most 100 characters
 * @param location where it is, may be absent
 * @param labels at most 64, keys at most 63 characters, values at most 100
 * @param enabled true when absent
 * @param metadata any JSON object of at most 16 KB; empty when absent
 * @param parentId a registered device that is not below this one; none when absent
 */
public record RegisterDevice(
        @NotBlank @Size(max = 100) String name,
        @NotBlank @Size(max = 100) String type,

        @NotBlank @Size(max = 50) @Pattern(regexp = "[a-z0-9][a-z0-9-]*", message = "must be lower-case letters, digits and hyphens") String vendor,

        @Size(min = 1, max = 100) String account,
        @NotEmpty @Size(max = 16) Map<@NotBlank @Size(max = 100) String, @NotBlank @Size(max = 100) String> vendorIds,
        @Valid Location location,
        @Size(max = 64) Map<@NotBlank @Size(max = 63) String, @NotBlank @Size(max = 100) String> labels,
        Boolean enabled,
        Map<String, Object> metadata,
        UUID parentId) {}
