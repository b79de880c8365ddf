package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DayMatch;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.interactions.Requests;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Checks what a schedule is asked to be, and fills in what was left to default. */
@Singleton
final class Definitions {
    private final Bodies bodies;
    private final Requests requests;
    private final TimingCheck timingCheck;

    Definitions(Bodies bodies, Requests requests, TimingCheck timingCheck) {
        this.bodies = bodies;
        this.requests = requests;
        this.timingCheck = timingCheck;
    }

    /**
     * The definition with its defaults written out; fails with a problem that tells everything that is wrong.
     *
     * @param stored what it was before; its timing is not judged again, so that a schedule whose times are over can
     *     still be changed. Null for a new one
     */
    DefineSchedule complete(DefineSchedule asked, DefineSchedule stored, Instant now) {
        Bodies.refuse(violations(asked, stored, now));
        return completed(asked, now);
    }

    List<Violation> violations(DefineSchedule asked, DefineSchedule stored, Instant now) {
        var violations = new ArrayList<>(requests.check(request(asked), bodies.violations(asked)));
        if (asked.at() != null && asked.after() != null) {
            violations.add(new Violation("after", "must not be given together with at"));
        }
        timingCheck.check(timed(asked, now), stored, now, violations);
        return violations;
    }

    /** What a checked definition means, with everything written out that was left to default. */
    DefineSchedule completed(DefineSchedule asked, Instant now) {
        var request = requests.complete(request(asked));
        var timed = timed(asked, now);
        return new DefineSchedule(
                timed.name(),
                timed.cron(),
                timed.every(),
                timed.rate(),
                timed.at(),
                null,
                timed.timeZone(),
                timed.days(),
                timed.startAt(),
                timed.endAt(),
                timed.jitter(),
                timed.quiet(),
                request.task(),
                request.target(),
                request.arguments(),
                request.timeout(),
                misfire(timed),
                asked.misfireHorizon(),
                asked.overlap() == null ? Overlap.SKIP : asked.overlap(),
                asked.runAtStart() != null && asked.runAtStart(),
                asked.enabled() == null || asked.enabled());
    }

    /** The same with what says when it fires written out; checked for nothing else. */
    DefineSchedule timed(DefineSchedule asked, Instant now) {
        boolean counted = asked.after() != null && TimingCheck.isWithin(asked.after(), Duration.ZERO);
        return new DefineSchedule(
                asked.name(),
                asked.cron() == null ? null : asked.cron().strip(),
                asked.every(),
                asked.rate(),
                micros(counted && asked.at() == null ? now.plus(asked.after()) : asked.at()),
                asked.after(),
                asked.timeZone() == null ? "UTC" : asked.timeZone(),
                asked.days() == null ? DayMatch.OR : asked.days(),
                micros(asked.startAt()),
                micros(asked.endAt()),
                asked.jitter() == null || asked.jitter().isZero() ? null : asked.jitter(),
                asked.quiet() == null || asked.quiet().isEmpty() ? null : asked.quiet(),
                asked.task(),
                asked.target(),
                asked.arguments(),
                asked.timeout(),
                asked.misfire(),
                asked.misfireHorizon(),
                asked.overlap(),
                asked.runAtStart(),
                asked.enabled());
    }

    private static StartInteraction request(DefineSchedule asked) {
        return new StartInteraction(asked.task(), asked.target(), asked.arguments(), asked.timeout());
    }

    private static Misfire misfire(DefineSchedule timed) {
        if (timed.misfire() != null) {
            return timed.misfire();
        }
        return timed.at() == null ? Misfire.SKIP : Misfire.ONCE;
    }

    private static Instant micros(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
