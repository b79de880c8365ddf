package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A schedule and how it stands. What it is asked to be is told in the words of {@link DefineSchedule}.
 *
 * @param set the set that it was applied with; null when it belongs to none
 * @param active whether it is enabled, and its name is one of those that this deployment fires
 * @param nextAt the time that it fires for next, UTC; null while disabled or when it never fires again
 * @param firesAt when that firing comes: later than {@code nextAt} by jitter or a quiet window
 * @param lastAt the last time it fired for; null before the first
 * @param running whether an interaction that it started still runs
 * @param hasError whether its last interaction did not succeed, or a time was left out since
 * @param lastError why its last interaction did not succeed; null when it did
 * @param last its newest interaction; null before the first
 * @param figures over its newest interactions; null before the first
 * @param retiredAt when it left its set, UTC; it never fires again, and is kept for its history
 * @param version the ETag; grows with each change of the definition
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScheduleView(
        UUID id,
        String name,
        String set,
        String cron,
        Duration every,
        Duration rate,
        Instant at,
        String timeZone,
        DayMatch days,
        Instant startAt,
        Instant endAt,
        Duration jitter,
        List<QuietWindow> quiet,
        String task,
        Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Misfire misfire,
        Duration misfireHorizon,
        Overlap overlap,
        boolean runAtStart,
        boolean enabled,
        boolean active,
        Instant nextAt,
        Instant firesAt,
        Instant lastAt,
        boolean running,
        boolean hasError,
        String lastError,
        Last last,
        Figures figures,
        Instant retiredAt,
        Instant createdAt,
        Instant updatedAt,
        long version) {

    /**
     * The newest interaction of a schedule, those that were left out included.
     *
     * @param endedAt null while it runs
     * @param runs how many runs ended in each state; null while it runs
     * @param error why it did not succeed as a whole; null otherwise
     */
    public record Last(
            UUID interactionId,
            Instant dueAt,
            Instant startedAt,
            Instant endedAt,
            InteractionState state,
            Map<String, Integer> runs,
            RunError error) {}

    /**
     * How the newest hundred interactions went.
     *
     * @param counted how many there were, without those that were left out
     * @param successRate the share of those that ended which succeeded, 0 to 1; null when none has ended
     * @param latenessP50 from when a firing should have come to when it came
     */
    public record Figures(int counted, Double successRate, Duration latenessP50, Duration latenessP99) {}
}
