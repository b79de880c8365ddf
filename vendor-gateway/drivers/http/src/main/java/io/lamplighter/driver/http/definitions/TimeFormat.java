package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.http.documents.UnreadableException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;

/** How a vendor writes times. */
sealed interface TimeFormat {
    /** Some three thousand years. */
    BigDecimal MOST_SECONDS = BigDecimal.valueOf(100_000_000_000L);

    /** Of RFC 3339 and ISO 8601. */
    TimeFormat ISO = new Written(DateTimeFormatter.ISO_DATE_TIME, ZoneOffset.UTC);

    /**
     * The time that was found.
     *
     * @throws UnreadableException when it is none
     */
    Instant parse(Object found);

    /** As a request asks for it. */
    Object text(Instant time);

    static TimeFormat of(Mapping yaml) {
        var zone = yaml.<ZoneId>or("zone", ZoneOffset.UTC, TimeFormat::zone);
        return yaml.or("format", new Written(DateTimeFormatter.ISO_DATE_TIME, zone), text -> switch (text) {
            case "iso" -> new Written(DateTimeFormatter.ISO_DATE_TIME, zone);
            case "epochSeconds" -> new Epoch(0);
            case "epochMillis" -> new Epoch(3);
            default -> new Written(DateTimeFormatter.ofPattern(text, Locale.ENGLISH), zone);
        });
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Rome, not " + text, unknown);
        }
    }

    /** Since 1970, in seconds with so many more digits before the point. */
    record Epoch(int shift) implements TimeFormat {
        @Override
        public Instant parse(Object found) {
            var text = found instanceof BigDecimal number ? number.toString() : found.toString();
            if (!Words.isNumber(text)) {
                throw new UnreadableException("is not a time");
            }
            var seconds = new BigDecimal(text).movePointLeft(shift);
            if (Math.abs((long) seconds.scale()) > 100 || seconds.abs().compareTo(MOST_SECONDS) > 0) {
                throw new UnreadableException("is not a time");
            }
            var whole = seconds.setScale(0, RoundingMode.FLOOR);
            var nanos = seconds.subtract(whole).movePointRight(9).intValue();
            return Instant.ofEpochSecond(whole.longValueExact(), nanos);
        }

        @Override
        public Object text(Instant time) {
            return BigDecimal.valueOf(shift == 0 ? time.getEpochSecond() : time.toEpochMilli());
        }
    }

    /**
     * Written out. A date alone is its midnight.
     *
     * @param zone of times that do not tell one
     */
    record Written(DateTimeFormatter format, ZoneId zone) implements TimeFormat {
        @Override
        public Instant parse(Object found) {
            try {
                var parsed = format.parse(Escape.plain(found).strip());
                if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                    return Instant.from(parsed);
                }
                var date = parsed.query(TemporalQueries.localDate());
                var time = Objects.requireNonNullElse(parsed.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
                var told = Objects.requireNonNullElse(parsed.query(TemporalQueries.zone()), zone);
                return ZonedDateTime.of(date, time, told).toInstant();
            } catch (DateTimeException | NullPointerException notTime) { // a time without a date has none to query
                throw new UnreadableException("is not a time");
            }
        }

        @Override
        public Object text(Instant time) {
            return format.equals(DateTimeFormatter.ISO_DATE_TIME)
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone))
                    : format.format(time.atZone(zone));
        }
    }
}
