package io.lamplighter.interactions.quiet;

import io.lamplighter.interactions.api.QuietWindow;
import io.lamplighter.interactions.timing.InvalidTimingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A part of each local day in which nothing is started.
 *
 * @param to not included; at or before {@code from}: on the next day
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone) {
    /** Windows that touch each other without end leave no time to work in; nobody waits for that longer than this. */
    private static final int MOST_IN_A_ROW = 20;

    /**
     * Reads a window.
     *
     * @param zone where the window names none
     */
    public static QuietHours of(QuietWindow window, ZoneId zone) throws InvalidTimingException {
        var named = window.timeZone() == null ? zone : zone(window.timeZone());
        var hours = new QuietHours(time("from", window.from()), time("to", window.to()), named);
        if (hours.from.equals(hours.to)) {
            throw new InvalidTimingException("must end at another time than it begins at");
        }
        return hours;
    }

    private static ZoneId zone(String text) throws InvalidTimingException {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new InvalidTimingException("must be in an IANA time zone, such as Asia/Shanghai");
        }
    }

    private static LocalTime time(String which, String text) throws InvalidTimingException {
        try {
            return LocalTime.parse(text == null ? "" : text);
        } catch (DateTimeException wrong) {
            throw new InvalidTimingException("must have a local time as " + which + ", such as 23:29");
        }
    }

    /** Until when it is quiet, if it is quiet now in any of these; windows that follow each other count as one. */
    public static Optional<Instant> until(List<QuietHours> windows, Instant now) {
        var end = now;
        for (int i = 0; i < MOST_IN_A_ROW; i++) {
            var later = end(windows, end);
            if (!later.isAfter(end)) {
                break;
            }
            end = later;
        }
        return Optional.of(end).filter(now::isBefore);
    }

    private static Instant end(List<QuietHours> windows, Instant time) {
        var end = time;
        for (var window : windows) {
            var own = window.end(time);
            end = own.isAfter(end) ? own : end;
        }
        return end;
    }

    private Instant end(Instant time) {
        var local = time.atZone(zone);
        var clock = local.toLocalTime();
        boolean overMidnight = !from.isBefore(to);
        boolean evening = !clock.isBefore(from);
        boolean morning = clock.isBefore(to);
        if (overMidnight ? (!evening && !morning) : !(evening && morning)) {
            return time;
        }
        var date = overMidnight && evening ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return date.atTime(to).atZone(zone).toInstant();
    }
}
