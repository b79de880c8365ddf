package io.lamplighter.observations.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Reads and writes times: the form that nearly all have by hand, because it stands in the way of every observation, twice. */
final class Times {
    private static final int SECONDS_LENGTH = "2026-11-21T08:00:00".length();

    private Times() {}

    /**
     * An RFC 3339 time.
     *
     * @throws DateTimeException when it is none
     */
    static Instant parse(String text) {
        var length = text.length();
        if (length <= SECONDS_LENGTH || text.charAt(length - 1) != 'Z' || !hasMarks(text)) {
            return Instant.parse(text);
        }
        var second = digits(text, 17, 19);
        var nanos = length == SECONDS_LENGTH + 1 ? 0 : nanos(text);
        var hour = digits(text, 11, 13);
        var minute = digits(text, 14, 16);
        var year = digits(text, 0, 4);
        if (nanos < 0
                || year < 0
                || hour > 23
                || minute > 59
                || second > 59
                || Math.min(hour, Math.min(minute, second)) < 0) {
            return Instant.parse(text);
        }
        var day = LocalDate.of(year, digits(text, 5, 7), digits(text, 8, 10));
        return Instant.ofEpochSecond(day.toEpochDay() * 86_400 + hour * 3600L + minute * 60L + second, nanos);
    }

    /** The same as text, in UTC, with as many digits as it needs up to microseconds. */
    static String text(Instant time) {
        var seconds = time.getEpochSecond();
        var day = LocalDate.ofEpochDay(Math.floorDiv(seconds, 86_400));
        if (day.getYear() < 1000 || day.getYear() > 9999) {
            return time.toString();
        }
        var micros = time.getNano() / 1000;
        var text = new byte[micros == 0 ? SECONDS_LENGTH + 1 : SECONDS_LENGTH + 8];
        var second = Math.floorMod(seconds, 86_400);
        put(text, 0, 4, day.getYear(), (byte) '-');
        put(text, 5, 2, day.getMonthValue(), (byte) '-');
        put(text, 8, 2, day.getDayOfMonth(), (byte) 'T');
        put(text, 11, 2, second / 3600, (byte) ':');
        put(text, 14, 2, second / 60 % 60, (byte) ':');
        put(text, 17, 2, second % 60, (byte) (micros == 0 ? 'Z' : '.'));
        if (micros != 0) {
            put(text, 20, 6, micros, (byte) 'Z');
        }
        return new String(text, ISO_8859_1);
    }

    private static void put(byte[] text, int at, int places, int number, byte mark) {
        var rest = number;
        for (var i = at + places - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[at + places] = mark;
    }

    private static boolean hasMarks(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static int nanos(String text) {
        var end = text.length() - 1;
        var places = end - SECONDS_LENGTH - 1;
        if (text.charAt(SECONDS_LENGTH) != '.' || places < 1 || places > 9) {
            return -1;
        }
        var nanos = digits(text, SECONDS_LENGTH + 1, end);
        for (var i = places; i < 9 && nanos > 0; i++) {
            nanos *= 10;
        }
        return nanos;
    }

    // Below zero when something else stands there.
    private static int digits(String text, int from, int to) {
        var number = 0;
        for (var i = from; i < to; i++) {
            var digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
