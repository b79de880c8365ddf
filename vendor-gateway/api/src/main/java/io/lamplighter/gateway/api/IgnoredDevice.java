package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/**
 * On {@link GatewayTopics#DISCOVERIES}: somebody does not want a device that was found.
 *
 * @param id as in {@link DiscoveryView}
 * @param ignoredBy who said so
 * @param ignoredAt when, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IgnoredDevice(UUID id, String ignoredBy, Instant ignoredAt) {
    public IgnoredDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(ignoredBy, "ignoredBy");
    }
}
