package io.lamplighter.interactions.interactions;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.tasks.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * An interaction whose target is being expanded into runs.
 *
 * @param dueAt when it should have started; differs from {@code createdAt} when a schedule started it late
 * @param deadline until when its runs may take, counted from {@code createdAt}
 * @param cursor how far the expansion has come; null at its beginning
 * @param retry what was asked for instead of the task's own policy; null for that
 * @param rollout how its runs are let loose; null for all at once
 * @param work what its task decided; null before, and for tasks that decide nothing
 */
public record Interaction(
        UUID id,
        String task,
        Target target,
        Map<String, Object> arguments,
        Duration timeout,
        String requestedBy,
        UUID scheduleId,
        Instant dueAt,
        Instant createdAt,
        Instant deadline,
        String cursor,
        Retry retry,
        Rollout rollout,
        Origin origin,
        Work work) {
    public static final String WORKFLOW = "workflow";

    public static Interaction starting(
            String task,
            Target target,
            Map<String, Object> arguments,
            Duration timeout,
            String requestedBy,
            Instant now) {
        return new Interaction(
                UuidCreator.getTimeOrderedEpoch(),
                task,
                target,
                arguments,
                timeout,
                requestedBy,
                null,
                now,
                now,
                now.plus(timeout),
                null,
                null,
                null,
                Origin.NONE,
                null);
    }

    /** The same, as started by a schedule for one of its times. */
    public Interaction of(UUID schedule, Instant due) {
        return with(schedule, due, cursor, retry, rollout, origin, work);
    }

    /** The same, with its expansion come so far. */
    Interaction at(String next) {
        return with(scheduleId, dueAt, next, retry, rollout, origin, work);
    }

    /** The same, with these policies; each may be null. */
    public Interaction with(Retry policy, Rollout control) {
        return with(scheduleId, dueAt, cursor, policy, control, origin, work);
    }

    public Interaction from(Origin other) {
        return with(scheduleId, dueAt, cursor, retry, rollout, other, work);
    }

    Interaction decided(Work decision) {
        return with(scheduleId, dueAt, cursor, retry, rollout, origin, decision);
    }

    private Interaction with(
            UUID schedule, Instant due, String at, Retry policy, Rollout control, Origin other, Work decision) {
        return new Interaction(
                id,
                task,
                target,
                arguments,
                timeout,
                requestedBy,
                schedule,
                due,
                createdAt,
                deadline,
                at,
                policy,
                control,
                other,
                decision);
    }

    /** Whether a schedule started it, or the workflow that it is a step of: nobody waits for it. */
    boolean isBackground() {
        return scheduleId != null || (origin.parentId() != null && requestedBy.startsWith("schedule:"));
    }

    boolean isWorkflow() {
        return task.equals(WORKFLOW);
    }

    /** The task that its runs ask of the gateway. */
    String asked() {
        return work == null ? task : work.task();
    }

    Map<String, Object> askedArguments() {
        return work == null ? arguments : work.arguments();
    }
}
