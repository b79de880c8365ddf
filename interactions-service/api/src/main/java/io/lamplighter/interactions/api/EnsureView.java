package io.lamplighter.interactions.api;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A wanted value: what is desired beside what is reported.
 *
 * @param reported null before anything was reported
 * @param sets how often it was set
 * @param drifts how often the device left the wanted value
 * @param interactionId the interaction that set or asked it last; null before the first
 * @param nextAt when it is next set or asked for
 * @param error why it could not be set; null otherwise
 */
public record EnsureView(
        UUID id,
        UUID deviceId,
        String name,
        Desired desired,
        Reported reported,
        EnsureState state,
        long sets,
        long drifts,
        UUID interactionId,
        Instant lastSetAt,
        Instant nextAt,
        RunError error,
        double tolerance,
        Duration atMostEvery,
        Duration checkEvery,
        Duration timeout,
        String requestedBy,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * What is wanted.
     *
     * @param since when it was asked for
     */
    public record Desired(Object value, Instant since) {}

    /**
     * What the device told last.
     *
     * @param validAt when the value held at the device
     */
    public record Reported(Object value, Instant validAt) {}
}
