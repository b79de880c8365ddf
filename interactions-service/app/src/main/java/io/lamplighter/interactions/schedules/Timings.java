package io.lamplighter.interactions.schedules;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.timing.Crontab;
import io.lamplighter.interactions.timing.InvalidTimingException;
import io.lamplighter.interactions.timing.Timing;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads when a schedule is due. Crontab lines that were read before are remembered. */
final class Timings {
    private static final int MOST = 20_000;

    private static final Map<Line, Crontab> KNOWN = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Line, Crontab> eldest) {
            return size() > MOST;
        }
    };

    private Timings() {}

    private record Line(
            String cron, String zone, io.lamplighter.interactions.api.DayMatch days, String name, String id) {}

    /**
     * @param id what random fields depend on
     * @param anchor from when on a fixed rate counts, where the definition has no start
     */
    static Timing of(DefineSchedule definition, Object id, Instant anchor) throws InvalidTimingException {
        var timing = unbounded(definition, id, anchor);
        return definition.startAt() == null && definition.endAt() == null
                ? timing
                : new Timing.Bounded(timing, definition.startAt(), definition.endAt());
    }

    private static Timing unbounded(DefineSchedule definition, Object id, Instant anchor)
            throws InvalidTimingException {
        if (definition.every() != null) {
            return new Timing.FixedDelay(definition.every());
        }
        if (definition.rate() != null) {
            return new Timing.FixedRate(
                    definition.startAt() == null ? anchor : definition.startAt(), definition.rate());
        }
        return definition.at() != null
                ? new Timing.OneShot(definition.at())
                : new Timing.ByCrontab(crontab(definition, id));
    }

    static Crontab crontab(DefineSchedule definition, Object id) throws InvalidTimingException {
        var cron = definition.cron();
        var line = new Line(
                cron,
                definition.timeZone(),
                definition.days(),
                isHashed(cron) ? definition.name() : null,
                isHashed(cron) ? id.toString() : null);
        synchronized (KNOWN) {
            var known = KNOWN.get(line);
            if (known != null) {
                return known;
            }
        }
        var read = Crontab.parse(
                cron,
                zone(definition.timeZone()),
                definition.days(),
                String.valueOf(definition.name()),
                String.valueOf(line.id()));
        synchronized (KNOWN) {
            var ignored = KNOWN.put(line, read);
        }
        return read;
    }

    /** Whether the times depend on the name. Weekdays and months have an H or R in them too: then it is remembered apart. */
    static boolean isHashed(String cron) {
        return cron != null && cron.chars().anyMatch(letter -> "hHrR@".indexOf(letter) >= 0);
    }

    static ZoneId zone(String name) throws InvalidTimingException {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new InvalidTimingException("must be in an IANA time zone, such as Europe/Rome");
        }
    }
}
