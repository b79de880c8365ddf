package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.StartInteraction;
import io.lamplighter.interactions.interactions.Requests;
import io.lamplighter.interactions.problems.Bodies;
import io.lamplighter.interactions.problems.Violation;
import jakarta.inject.Singleton;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Checks what a schedule is asked to be, and fills in what was left to default. */
@Singleton
final class Definitions {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Bodies bodies;
    private final Requests requests;

    Definitions(Bodies bodies, Requests requests) {
        this.bodies = bodies;
        this.requests = requests;
    }

    /**
     * The definition with its defaults written out; fails with a problem that tells everything that is wrong.
     *
     * @param stored what it was before; its timing is not judged again, so that a schedule whose times are over can
     *     still be changed. Null for a new one
     */
    DefineSchedule complete(DefineSchedule asked, Schedule stored, Instant now) {
        var request = new StartInteraction(asked.task(), asked.target(), asked.arguments(), asked.timeout());
        var violations = new ArrayList<>(requests.check(request, bodies.violations(asked)));
        checkTiming(asked, stored, now, violations);
        Bodies.refuse(violations);
        return complete(asked, requests.complete(request));
    }

    private static DefineSchedule complete(DefineSchedule asked, StartInteraction request) {
        return new DefineSchedule(
                asked.name(),
                asked.cron() == null ? null : asked.cron().strip(),
                asked.every(),
                zone(asked),
                request.task(),
                request.target(),
                request.arguments(),
                request.timeout(),
                asked.misfire() == null ? Misfire.SKIP : asked.misfire(),
                asked.overlap() == null ? Overlap.SKIP : asked.overlap(),
                asked.enabled() == null || asked.enabled());
    }

    private static void checkTiming(DefineSchedule asked, Schedule stored, Instant now, List<Violation> violations) {
        if ((asked.cron() == null) == (asked.every() == null)) {
            violations.add(new Violation("cron", "must be given, or every, but not both"));
            return;
        }
        if (asked.every() != null
                && (asked.every().compareTo(SHORTEST) < 0 || asked.every().compareTo(LONGEST) > 0)) {
            violations.add(new Violation("every", "must be from PT1S to P366D"));
        }
        try {
            var zone = ZoneId.of(zone(asked));
            if (asked.cron() != null
                    && violations.stream().noneMatch(found -> found.field().equals("cron"))) {
                checkCron(asked, zone, stored, now, violations);
            }
        } catch (DateTimeException unknown) {
            violations.add(new Violation("timeZone", "must be an IANA time zone, such as Europe/Rome"));
        }
    }

    private static void checkCron(
            DefineSchedule asked, ZoneId zone, Schedule stored, Instant now, List<Violation> violations) {
        try {
            var crontab = Crontab.parse(asked.cron(), zone);
            boolean judged =
                    stored == null || !asked.cron().equals(stored.definition().cron());
            if (judged && crontab.after(now).isEmpty()) {
                violations.add(new Violation("cron", "never fires again"));
            }
        } catch (InvalidTimingException wrong) {
            violations.add(new Violation("cron", wrong.getMessage()));
        }
    }

    private static String zone(DefineSchedule asked) {
        return asked.timeZone() == null ? "UTC" : asked.timeZone();
    }
}
