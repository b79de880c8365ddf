package io.lamplighter.interactions.api;

import jakarta.validation.Valid;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks for a task to be run, or for a workflow of several.
 *
 * @param task a key listed by {@code GET /api/tasks}; absent when {@code steps} are given
 * @param target which devices; only a task for every device goes without
 * @param arguments checked against the task; those it does not know are kept and not refused
 * @param timeout how long each run may take, 100 ms to 1 hour; 10 s when absent
 * @param retry instead of the task's own policy; each part that is absent is the policy's
 * @param rollout for a large target; all runs go at once when absent
 * @param confirm short for {@code target.confirm}
 * @param steps short for the task {@code workflow} with {@code arguments.steps}: done one after another, 1 to 50. In their
 *     arguments, a pointer such as {@code /steps/0/values/power} or {@code /steps/1/branches/0/result/observations/0/value}
 *     names what an earlier step brought, and {@code /arguments/...} the arguments of the workflow
 */
public record StartInteraction(
        String task,
        @Valid Target target,
        Map<String, Object> arguments,
        Duration timeout,
        Retry retry,
        Rollout rollout,
        Boolean confirm,
        List<@Valid Step> steps) {
    public StartInteraction(String task, Target target, Map<String, Object> arguments, Duration timeout) {
        this(task, target, arguments, timeout, null, null, null, null);
    }
}
