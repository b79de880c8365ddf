package io.lamplighter.interactions.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
     * @throws IllegalArgumentException saying what the window must be
     */
    public static QuietHours of(QuietWindow window, ZoneId zone) {
        var named = window.timeZone() == null ? zone : zone(window.timeZone());
        var hours = new QuietHours(time("from", window.from()), time("to", window.to()), named);
        if (hours.from.equals(hours.to)) {
            throw new IllegalArgumentException("must end at another time than it begins at");
        }
        return hours;
    }

    /**
     * Reads windows as they are configured.
     *
     * @param texts each as {@code from-to} in local time, such as {@code 23:29-23:36}
     * @param timeZone IANA zone of all
     * @throws IllegalArgumentException saying which window must be what
     */
    public static List<QuietHours> read(List<String> texts, String timeZone) {
        return texts.stream().map(text -> read(text, timeZone)).toList();
    }

    private static QuietHours read(String text, String timeZone) {
        var parts = text.strip().split("-", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(text + " must be from-to, such as 23:29-23:36");
        }
        try {
            return of(new QuietWindow(parts[0].strip(), parts[1].strip(), timeZone), ZoneOffset.UTC);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(text + " " + wrong.getMessage(), wrong);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("must be in an IANA time zone, such as Asia/Shanghai");
        }
    }

    private static LocalTime time(String which, String text) {
        try {
            return LocalTime.parse(text == null ? "" : text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("must have a local time as " + which + ", such as 23:29");
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
