package io.lamplighter.cli.edge;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;

/** Times as people write them: RFC 3339, a date or a date with a time of this machine's zone, or how long ago. */
public final class Times {
    private Times() {}

    /**
     * The time in UTC.
     *
     * @param option under which it was given, told when it cannot be read
     * @param text such as {@code 2026-11-21T08:00:00Z}, {@code 2026-11-21}, {@code 2026-11-21T08:00}, {@code now},
     *     {@code -1h} or {@code -7d}; null stays null
     */
    public static String utc(String option, String text) {
        if (text == null) {
            return null;
        }
        try {
            return read(text).toString();
        } catch (DateTimeException unreadable) {
            throw new MistakeException("%s %s: must be a time such as 2026-11-21T08:00:00Z, 2026-11-21, -1h or -7d"
                    .formatted(option, text));
        }
    }

    private static Instant read(String text) {
        if ("now".equals(text)) {
            return Instant.now();
        }
        if (text.startsWith("-")) {
            return ago(text.substring(1).toUpperCase(Locale.ROOT));
        }
        if (!text.contains("T")) {
            return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
        }
        return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static Instant ago(String length) {
        return length.matches("P?\\d+[DW]")
                ? Instant.now()
                        .atZone(ZoneId.systemDefault())
                        .minus(Period.parse(length.startsWith("P") ? length : "P" + length))
                        .toInstant()
                : Instant.now().minus(Duration.parse(length.startsWith("P") ? length : "PT" + length));
    }
}
