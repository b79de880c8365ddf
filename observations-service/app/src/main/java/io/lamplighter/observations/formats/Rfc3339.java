package io.lamplighter.observations.formats;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as {@link Instant#toString} writes them, without the text in between: it stands in the way of every value. */
final class Rfc3339 {
    /** Bytes of the longest, with microseconds. */
    static final int LENGTH = 27;

    private static final int LAST_YEAR = 9999;

    private Rfc3339() {}

    /** Writes into the first bytes and says how many. */
    static int write(Instant instant, byte[] to) {
        var time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("no year of four digits");
        }
        digits(to, 0, 4, time.getYear());
        to[4] = '-';
        digits(to, 5, 2, time.getMonthValue());
        to[7] = '-';
        digits(to, 8, 2, time.getDayOfMonth());
        to[10] = 'T';
        digits(to, 11, 2, time.getHour());
        to[13] = ':';
        digits(to, 14, 2, time.getMinute());
        to[16] = ':';
        digits(to, 17, 2, time.getSecond());
        var length = 19 + fraction(to, time.getNano() / 1000);
        to[length] = 'Z';
        return length + 1;
    }

    private static int fraction(byte[] to, int micros) {
        if (micros == 0) {
            return 0;
        }
        to[19] = '.';
        var digits = micros % 1000 == 0 ? 3 : 6;
        digits(to, 20, digits, digits == 3 ? micros / 1000 : micros);
        return 1 + digits;
    }

    private static void digits(byte[] to, int from, int count, int number) {
        var rest = number;
        for (var i = from + count - 1; i >= from; i--) {
            to[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
