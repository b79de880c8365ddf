package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A device that a vendor says there is, and what has become of it.
 *
 * @param id the same for the same vendor, account and vendor ids, whenever and by whom it is found (a UUID of version 5)
 * @param name what the vendor calls it
 * @param type such as {@code plug}
 * @param vendorIds ready to be registered
 * @param deviceId the registered device; absent when there is none
 * @param at where it was found
 * @param foundAt when first, UTC
 * @param lastFoundAt when last, UTC
 * @param ignoredBy who does not want it; absent when nobody said so
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DiscoveryView(
        UUID id,
        String name,
        String type,
        String vendor,
        String account,
        Map<String, String> vendorIds,
        DiscoveryState state,
        UUID deviceId,
        String at,
        Instant foundAt,
        Instant lastFoundAt,
        String ignoredBy) {}
