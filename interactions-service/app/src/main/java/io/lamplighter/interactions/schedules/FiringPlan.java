package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.Misfire;
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
     * @param crontab null for a fixed delay, which is never late: it is counted from the end of the last interaction
     * @param since from when on the lateness counts: the due time, or later when it had to wait for its turn
     */
    static FiringPlan of(
            Crontab crontab, Misfire misfire, Instant due, Instant since, Instant now, Duration grace, int mostMissed) {
        if (crontab == null) {
            return new FiringPlan(due, null, 0);
        }
        var inTime = new FiringPlan(due, crontab.after(due).orElse(null), 0);
        if (!since.plus(grace).isBefore(now)) {
            return inTime;
        }
        return switch (misfire) {
            case SKIP -> new FiringPlan(null, crontab.after(now).orElse(null), count(crontab, due, now));
            case ONCE -> once(crontab, due, now);
            case ALL -> all(crontab, inTime, now, mostMissed);
        };
    }

    private static FiringPlan once(Crontab crontab, Instant due, Instant now) {
        var last = crontab.atOrBefore(now).filter(due::isBefore).orElse(due);
        return new FiringPlan(last, crontab.after(now).orElse(null), count(crontab, due, now) - 1);
    }

    /** One now and the next one with the next pass; where there are too many, the oldest are left out. */
    private static FiringPlan all(Crontab crontab, FiringPlan inTime, Instant now, int mostMissed) {
        int tooMany = count(crontab, inTime.due(), now) - mostMissed;
        if (tooMany <= 0) {
            return inTime;
        }
        var first = inTime.due();
        for (int i = 0; i < tooMany; i++) {
            first = crontab.after(first).orElse(first);
        }
        return new FiringPlan(first, crontab.after(first).orElse(null), tooMany);
    }

    private static int count(Crontab crontab, Instant due, Instant now) {
        int count = 0;
        for (var time = due; time != null && !time.isAfter(now) && count < COUNTED; count++) {
            time = crontab.after(time).orElse(null);
        }
        return count;
    }
}
