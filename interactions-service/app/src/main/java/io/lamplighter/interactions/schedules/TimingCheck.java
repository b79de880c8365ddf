package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.QuietHours;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.timing.InvalidTimingException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Checks when a schedule is asked to fire. */
@Singleton
final class TimingCheck {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(366);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    /** Enough to see how the last second of one matching minute and the first of the next lie. */
    private static final int SAMPLES = 150;

    private final SchedulesConfig config;

    TimingCheck(SchedulesConfig config) {
        this.config = config;
    }

    /**
     * @param asked with what says when it fires written out
     * @param stored its timing is not judged again where it is the same; null for a new one
     */
    void check(DefineSchedule asked, DefineSchedule stored, Instant now, List<Violation> violations) {
        int before = violations.size();
        checkKind(asked, violations);
        check("every", asked.every(), SECOND, YEAR, "must be from PT1S to P366D", violations);
        check("rate", asked.rate(), SECOND, YEAR, "must be from PT1S to P366D", violations);
        check("after", asked.after(), Duration.ZERO, YEAR, "must be from PT0S to P366D", violations);
        check("jitter", asked.jitter(), Duration.ZERO, DAY, "must be from PT0S to P1D", violations);
        check("misfireHorizon", asked.misfireHorizon(), Duration.ZERO, YEAR, "must be from PT0S to P366D", violations);
        if (asked.every() != null && asked.jitter() != null) {
            violations.add(new Violation("jitter", "must be absent with every, which is never at a time known before"));
        }
        checkBounds(asked, violations);
        var zone = zone(asked, violations);
        if (zone != null) {
            checkQuiet(asked, zone, violations);
            if (violations.size() == before) {
                judge(asked, stored, now, violations);
            }
        }
    }

    private static void checkKind(DefineSchedule asked, List<Violation> violations) {
        // What is asked for after a while has been written out as a time.
        var at = asked.after() == null ? asked.at() : asked.after();
        var given = Stream.of(asked.cron(), asked.every(), asked.rate(), at)
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            violations.add(new Violation("cron", "must be given, or every, rate, at or after, but only one of them"));
        }
    }

    private static void check(
            String field, Duration asked, Duration least, Duration most, String told, List<Violation> violations) {
        if (asked != null && (asked.compareTo(least) < 0 || asked.compareTo(most) > 0)) {
            violations.add(new Violation(field, told));
        }
    }

    static boolean isWithin(Duration asked, Duration least) {
        return asked.compareTo(least) >= 0 && asked.compareTo(YEAR) <= 0;
    }

    private static void checkBounds(DefineSchedule asked, List<Violation> violations) {
        checkTime("at", asked.at(), violations);
        checkTime("startAt", asked.startAt(), violations);
        checkTime("endAt", asked.endAt(), violations);
        if (asked.startAt() != null && asked.endAt() != null && asked.endAt().isBefore(asked.startAt())) {
            violations.add(new Violation("endAt", "must not be before startAt"));
        }
    }

    private static void checkTime(String field, Instant time, List<Violation> violations) {
        if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
            violations.add(new Violation(field, "must be between the years 1970 and 2200"));
        }
    }

    private static ZoneId zone(DefineSchedule asked, List<Violation> violations) {
        try {
            return Timings.zone(asked.timeZone());
        } catch (InvalidTimingException unknown) {
            violations.add(new Violation("timeZone", "must be an IANA time zone, such as Europe/Rome"));
            return null;
        }
    }

    private static void checkQuiet(DefineSchedule asked, ZoneId zone, List<Violation> violations) {
        for (int i = 0; asked.quiet() != null && i < asked.quiet().size(); i++) {
            try {
                var window = asked.quiet().get(i);
                if (window == null) {
                    throw new InvalidTimingException("must not be null");
                }
                var ignored = QuietHours.of(window, zone);
            } catch (IllegalArgumentException | InvalidTimingException wrong) {
                violations.add(new Violation("quiet[" + i + "]", wrong.getMessage()));
            }
        }
    }

    private void judge(DefineSchedule asked, DefineSchedule stored, Instant now, List<Violation> violations) {
        try {
            var timing = Timings.of(asked, "", now);
            if (stored == null || !sameTimes(asked, stored)) {
                if (asked.cron() != null) {
                    checkPause(asked, now, violations);
                }
                if (violations.isEmpty() && timing.after(now).isEmpty()) {
                    violations.add(neverFires(asked, now));
                }
            }
        } catch (InvalidTimingException wrong) {
            violations.add(new Violation("cron", wrong.getMessage()));
        }
    }

    private static Violation neverFires(DefineSchedule asked, Instant now) {
        if (asked.endAt() != null && !asked.endAt().isAfter(now)) {
            return new Violation("endAt", "lies in the past, so that it never fires");
        }
        if (asked.at() != null && !asked.at().isAfter(now)) {
            return new Violation(asked.after() == null ? "at" : "after", "lies in the past");
        }
        boolean bounded = asked.startAt() != null || asked.endAt() != null;
        var field = asked.at() != null ? "at" : asked.cron() != null ? "cron" : "endAt";
        return new Violation(field, bounded ? "never fires between startAt and endAt" : "never fires again");
    }

    private void checkPause(DefineSchedule asked, Instant now, List<Violation> violations)
            throws InvalidTimingException {
        var pause = Timings.crontab(asked, "").shortestPause(now, SAMPLES);
        if (pause.isPresent() && pause.get().compareTo(config.minPeriod()) < 0) {
            violations.add(new Violation(
                    "cron",
                    "fires every " + words(pause.get()) + " at times, which is more often than "
                            + words(config.minPeriod()) + ": restrict the seconds, or write rate where it is meant"));
        }
    }

    private static String words(Duration pause) {
        return pause.toMillis() / 1000.0 + " s";
    }

    private static boolean sameTimes(DefineSchedule asked, DefineSchedule stored) {
        return Objects.equals(asked.cron(), stored.cron())
                && Objects.equals(asked.every(), stored.every())
                && Objects.equals(asked.rate(), stored.rate())
                && Objects.equals(asked.at(), stored.at())
                && Objects.equals(asked.startAt(), stored.startAt())
                && Objects.equals(asked.endAt(), stored.endAt())
                && asked.days() == stored.days();
    }
}
