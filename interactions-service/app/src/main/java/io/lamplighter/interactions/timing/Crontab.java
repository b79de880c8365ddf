package io.lamplighter.interactions.timing;

import com.cronutils.descriptor.CronDescriptor;
import com.cronutils.model.Cron;
import io.lamplighter.interactions.api.DayMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * A crontab line in a time zone. cron-utils reads the fields; the times are counted here, because it leaves out a daily
 * time that the clocks skip.
 *
 * <p>Days of the week are as in Unix (0 and 7 are Sunday). A line whose hours are {@code *} or a step of it counts hours:
 * when clocks go back it fires in both of the equal hours. Any other line counts days: it fires in the first of them.
 * When clocks go forward, a time that is left out is made up for as much later as the clocks went, unless the line
 * fires in every hour anyway.
 */
public final class Crontab {
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");
    private static final Duration LONGEST_LOOK_BACK = Duration.ofDays(150 * 366);

    private final CronLine line;
    private final Cron cron;
    private final CronTimes times;
    private final ZoneId zone;

    private Crontab(CronLine line, Cron cron, DayMatch days, ZoneId zone) throws InvalidTimingException {
        this.line = line;
        this.cron = cron;
        this.times = new CronTimes(line, cron, days);
        this.zone = zone;
    }

    /**
     * Reads a line.
     *
     * @param hashedBy what the values of {@code H} depend on
     * @param drawnBy what the values of {@code R} depend on
     */
    public static Crontab parse(String line, ZoneId zone, DayMatch days, String hashedBy, String drawnBy)
            throws InvalidTimingException {
        var fields = CronLine.parse(line, hashedBy, drawnBy);
        return new Crontab(fields, CronFields.read(fields), days, zone);
    }

    /** The first time after this one; empty when there is none before the year 2100. */
    public Optional<Instant> after(Instant time) {
        var from = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        while (from.isBefore(LATEST)) {
            var change = zone.getRules().nextTransition(from);
            var end = change == null || change.getInstant().isAfter(LATEST) ? LATEST : change.getInstant();
            var found = between(from, end);
            if (found != null) {
                return Optional.of(found);
            }
            from = end;
        }
        return Optional.empty();
    }

    /** The first time of a stretch in which the zone keeps its offset; null when there is none. */
    private Instant between(Instant from, Instant end) {
        var rules = zone.getRules();
        var offset = rules.getOffset(from);
        var change = rules.previousTransition(from.plusNanos(1));
        var local = LocalDateTime.ofInstant(from, offset);
        if (change != null && change.isOverlap() && !times.isSubDaily() && local.isBefore(change.getDateTimeBefore())) {
            local = change.getDateTimeBefore();
        }
        var found = instant(times.atOrAfter(local, LocalDateTime.ofInstant(end, offset)), offset);
        if (change == null || !change.isGap() || times.firesEveryHour()) {
            return found;
        }
        var leftOut = leftOut(from, change);
        return found == null || (leftOut != null && leftOut.isBefore(found)) ? leftOut : found;
    }

    private Instant leftOut(Instant from, ZoneOffsetTransition gap) {
        var local = LocalDateTime.ofInstant(from, gap.getOffsetBefore());
        var first = local.isBefore(gap.getDateTimeBefore()) ? gap.getDateTimeBefore() : local;
        return instant(times.atOrAfter(first, gap.getDateTimeAfter()), gap.getOffsetBefore());
    }

    private static Instant instant(LocalDateTime local, ZoneOffset offset) {
        return local == null ? null : local.toInstant(offset);
    }

    /** The last time at or before this one; empty when there is none in 150 years. */
    public Optional<Instant> atOrBefore(Instant time) {
        var to = time.truncatedTo(ChronoUnit.SECONDS);
        for (var back = Duration.ofMinutes(1); back.compareTo(LONGEST_LOOK_BACK) < 0; back = back.multipliedBy(2)) {
            if (isBetween(to.minus(back), to)) {
                return Optional.of(last(to.minus(back), to));
            }
        }
        return Optional.empty();
    }

    /** The last time of a stretch that has one: it is halved until the first is the last. */
    private Instant last(Instant from, Instant to) {
        long low = from.getEpochSecond();
        long high = to.getEpochSecond() - 1;
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            if (isBetween(Instant.ofEpochSecond(middle), to)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return after(Instant.ofEpochSecond(low)).orElseThrow();
    }

    private boolean isBetween(Instant after, Instant to) {
        return after(after).filter(found -> !found.isAfter(to)).isPresent();
    }

    /** Whether this is one of its times. */
    public boolean matches(Instant time) {
        return after(time.minusNanos(1)).filter(time::equals).isPresent();
    }

    /** The shortest of the pauses between its next times, as many as given; empty when there are fewer than two. */
    public Optional<Duration> shortestPause(Instant from, int count) {
        Duration shortest = null;
        var before = after(from);
        for (int i = 0; i < count && before.isPresent(); i++) {
            var next = after(before.get());
            if (next.isEmpty()) {
                break;
            }
            var pause = Duration.between(before.get(), next.get());
            shortest = shortest == null || pause.compareTo(shortest) < 0 ? pause : shortest;
            before = next;
        }
        return Optional.ofNullable(shortest);
    }

    /** The line with words written out and hashed fields settled: seconds first, year last. */
    public String line() {
        return line.text();
    }

    /** In plain English. */
    public String describe() {
        return CronDescriptor.instance(Locale.UK).describe(cron).strip();
    }
}
