package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.timing.Timing;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to be done about a schedule that is due.
 *
 * @param due the time that is fired now; null when all that were missed are left out
 * @param next when it is due the next time; null when it never is, or for a fixed delay
 * @param missed how many times are left out
 */
record FiringPlan(Instant due, Instant next, int missed) {
    /** Missed times beyond this many are not counted one by one. */
    private static final int COUNTED = 10_000;

    /**
     * How late may be what.
     *
     * @param grace what is late by no more is in time
     * @param horizon missed times that are older are never made up for
     * @param mostMissed how many are made up for at most where each is
     */
    record Limits(Duration grace, Duration horizon, int mostMissed) {}

    /**
     * @param since from when on the lateness counts: the due time, or later when it had to wait for its turn
     * @param held whether it waited for the end of a quiet window: the times within count as one then
     */
    static FiringPlan of(
            Timing timing, Misfire misfire, Instant due, Instant since, boolean held, Instant now, Limits limits) {
        if (!timing.canBeMissed()) {
            return new FiringPlan(due, null, 0);
        }
        if (!since.plus(limits.grace()).isBefore(now)) {
            return held && misfire != Misfire.ALL ? newest(timing, due, since) : one(timing, due);
        }
        return switch (misfire) {
            case SKIP -> new FiringPlan(null, timing.after(now).orElse(null), count(timing, due, now));
            case ONCE -> once(timing, due, now, limits.horizon());
            case ALL -> all(timing, due, now, limits);
        };
    }

    private static FiringPlan one(Timing timing, Instant due) {
        return new FiringPlan(due, timing.after(due).orElse(null), 0);
    }

    private static FiringPlan newest(Timing timing, Instant due, Instant until) {
        return one(timing, timing.atOrBefore(until).filter(due::isBefore).orElse(due));
    }

    private static FiringPlan once(Timing timing, Instant due, Instant now, Duration horizon) {
        var last = timing.atOrBefore(now).filter(due::isBefore).orElse(due);
        int count = count(timing, due, now);
        var next = timing.after(now).orElse(null);
        return last.isBefore(now.minus(horizon))
                ? new FiringPlan(null, next, count)
                : new FiringPlan(last, next, Math.max(0, count - 1));
    }

    /** One now and the next one with the next pass; where there are too many or too old, the oldest are left out. */
    private static FiringPlan all(Timing timing, Instant due, Instant now, Limits limits) {
        var oldest = now.minus(limits.horizon());
        var first = due.isBefore(oldest) ? timing.after(oldest.minusNanos(1000)).orElse(null) : due;
        int leftOut = count(timing, due, oldest.minusNanos(1000));
        int tooMany = first == null ? 0 : count(timing, first, now) - limits.mostMissed();
        for (int i = 0; i < tooMany; i++, leftOut++) {
            first = timing.after(first).orElse(first);
        }
        if (first == null || first.isAfter(now)) {
            return new FiringPlan(null, first, leftOut);
        }
        return new FiringPlan(first, timing.after(first).orElse(null), leftOut);
    }

    private static int count(Timing timing, Instant due, Instant now) {
        int count = 0;
        for (var time = due; time != null && !time.isAfter(now) && count < COUNTED; count++) {
            time = timing.after(time).orElse(null);
        }
        return count;
    }
}
