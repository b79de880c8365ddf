package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One request to run a task against a target.
 *
 * @param scheduleId the schedule that started it; null when it was started on demand
 * @param runs how many runs are in each state, by the state's word; states without runs are absent
 * @param error why it could not start; null otherwise
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InteractionView(
        UUID id,
        String task,
        Target target,
        Map<String, Object> arguments,
        Duration timeout,
        String requestedBy,
        UUID scheduleId,
        InteractionState state,
        Map<String, Integer> runs,
        RunError error,
        Instant dueAt,
        Instant createdAt,
        Instant endedAt) {}
