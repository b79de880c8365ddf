package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/**
 * How a device is doing.
 *
 * @param reason a sentence for people; absent when online or unknown
 * @param since when it came to be in this state, UTC
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PresenceView(
        UUID deviceId, String vendor, String account, PresenceState state, String reason, Instant since) {}
