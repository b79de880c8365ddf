package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.timing.InvalidTimingException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Tells when a schedule will fire, of a stored one and of one that is only thought of. */
@Singleton
final class NextFirings {
    private final Definitions definitions;
    private final TimingCheck check;
    private final FiringRules rules;

    NextFirings(Definitions definitions, TimingCheck check, FiringRules rules) {
        this.definitions = definitions;
        this.check = check;
        this.rules = rules;
    }

    /**
     * The next times of a schedule; of a fixed delay only the first is known.
     *
     * @param items the times that it is due for
     * @param firings the same with when each comes, which jitter and quiet windows make later
     */
    record Firings(List<Instant> items, List<Firing> firings) {
        record Firing(Instant dueAt, Instant firesAt) {}
    }

    /**
     * What an expression means.
     *
     * @param description in plain English
     * @param line the crontab line with words written out and hashed fields settled; null for other kinds
     */
    record Preview(
            String description, String line, String timeZone, List<Instant> items, List<Firings.Firing> firings) {}

    Firings of(Schedule schedule, int wanted, Instant now) {
        try {
            var standing = schedule.standing();
            var timing = schedule.timing();
            var next = standing.nextAt() == null ? timing.after(now).orElse(null) : standing.nextAt();
            var due = new ArrayList<Instant>();
            while (next != null && due.size() < wanted) {
                due.add(next);
                next = timing.canBeMissed() ? timing.after(next).orElse(null) : null;
            }
            var firings = new ArrayList<Firings.Firing>();
            for (var time : due) {
                firings.add(new Firings.Firing(time, firesAt(schedule, time)));
            }
            return new Firings(List.copyOf(due), firings);
        } catch (InvalidTimingException wrong) {
            throw Problems.invalid("cron", wrong.getMessage());
        }
    }

    private Instant firesAt(Schedule schedule, Instant due) throws InvalidTimingException {
        var later = schedule.fireAt(due);
        var fires = later == null ? due : later;
        return rules.quietUntil(schedule, fires).orElse(fires);
    }

    Preview preview(DefineSchedule asked, int wanted, Instant now) {
        var timed = definitions.timed(asked, now);
        var violations = new ArrayList<Violation>();
        check.check(timed, null, now, violations);
        Bodies.refuse(violations);
        try {
            var schedule = new Schedule(new UUID(0, 0), timed, null, now, Standing.NEW, null, now, now, 1);
            var crontab = timed.cron() == null ? null : Timings.crontab(timed, schedule.id());
            var firings = of(schedule, wanted, now);
            return new Preview(
                    crontab == null ? words(timed) : crontab.describe() + ", " + timed.timeZone(),
                    crontab == null ? null : crontab.line(),
                    timed.timeZone(),
                    firings.items(),
                    firings.firings());
        } catch (InvalidTimingException wrong) {
            throw Problems.invalid("cron", wrong.getMessage());
        }
    }

    private static String words(DefineSchedule timed) {
        if (timed.every() != null) {
            return timed.every() + " after the end of the last one";
        }
        return timed.rate() != null ? "every " + timed.rate() : "once, at " + timed.at();
    }
}
