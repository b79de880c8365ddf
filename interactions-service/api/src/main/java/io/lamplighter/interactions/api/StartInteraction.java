package io.lamplighter.interactions.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.Map;

/**
 * Asks for a task to be run.
 *
 * @param task a key listed by {@code GET /api/tasks}
 * @param target which devices; only a task for every device goes without
 * @param arguments checked against the task; those it does not know are kept and not refused
 * @param timeout how long each run may take, 100 ms to 1 hour; 10 s when absent
 */
public record StartInteraction(
        @NotBlank String task, @Valid Target target, Map<String, Object> arguments, Duration timeout) {}
