package io.lamplighter.interactions.interactions;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.Target;
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
        String cursor) {

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
                null);
    }

    /** The same, as started by a schedule for one of its times. */
    public Interaction of(UUID schedule, Instant due) {
        return new Interaction(
                id, task, target, arguments, timeout, requestedBy, schedule, due, createdAt, deadline, cursor);
    }

    /** The same, with its expansion come so far. */
    Interaction at(String next) {
        return new Interaction(
                id, task, target, arguments, timeout, requestedBy, scheduleId, dueAt, createdAt, deadline, next);
    }
}
