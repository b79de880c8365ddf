package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A schedule and how it stands.
 *
 * @param nextAt when it fires next, UTC; null while disabled or when it never fires again
 * @param lastAt the last time it fired for; null before the first
 * @param running whether an interaction that it started still runs
 * @param lastError why its last interaction did not succeed; null when it did
 * @param version the ETag; grows with each change of the definition
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleView(
        UUID id,
        String name,
        String cron,
        Duration every,
        String timeZone,
        String task,
        Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Misfire misfire,
        Overlap overlap,
        boolean enabled,
        Instant nextAt,
        Instant lastAt,
        boolean running,
        String lastError,
        Instant createdAt,
        Instant updatedAt,
        long version) {}
