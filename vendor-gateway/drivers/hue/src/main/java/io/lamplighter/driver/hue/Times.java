package io.lamplighter.driver.hue;

import io.lamplighter.driver.DriverException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** The times that a bridge tells. Where its clock is far from ours, ours counts. */
final class Times {
    private static final Duration FAR = Duration.ofSeconds(50);
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final String NEVER = "none";
    private static final Pattern WITH_ZONE = Pattern.compile(".*(?:[Zz]|[+-][0-9:]{4,6})");

    private Times() {}

    /**
     * When an answer was given.
     *
     * @param date the header of that name, or null
     */
    static Instant ofAnswer(String date, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return Optional.ofNullable(date)
                .flatMap(Times::httpDate)
                .filter(told -> isNear(told, now))
                .orElse(now);
    }

    /**
     * When an event came to be.
     *
     * @param creationTime as it was told, or empty when it was not
     */
    static Instant ofEvent(String creationTime, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (creationTime.isEmpty()) {
            return now;
        }
        var told = instant(creationTime);
        return isNear(told, now) ? told : now;
    }

    /**
     * Since when a value holds; empty where a device tells that it never had one, be it by the beginning of time or by the
     * word {@code none} of version 1 of the API.
     *
     * @param now when it was told, for devices that tell of the future
     */
    static Optional<Instant> ofReport(String changed, Instant now) {
        if (changed.equals(NEVER)) {
            return Optional.empty();
        }
        var told = instant(changed);
        if (told.equals(Instant.EPOCH)) {
            return Optional.empty();
        }
        return Optional.of(told.isAfter(now.plus(FAR)) ? now : told);
    }

    /** Seconds or a date, RFC 9110 10.2.3; null when it is neither. */
    static Duration retryAfter(String header, Clock clock) {
        if (header == null) {
            return null;
        }
        if (header.matches("\\s*[0-9]{1,9}\\s*")) {
            return bounded(Duration.ofSeconds(Long.parseLong(header.strip())));
        }
        return httpDate(header)
                .map(then -> bounded(Duration.between(clock.instant(), then)))
                .orElse(null);
    }

    private static Duration bounded(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private static boolean isNear(Instant told, Instant now) {
        return Duration.between(told, now).abs().compareTo(FAR) <= 0;
    }

    private static Optional<Instant> httpDate(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    /** Version 1 of the API tells times without a zone, which are UTC, and so do emulators that grew out of it. */
    private static Instant instant(String text) {
        try {
            return Instant.parse(WITH_ZONE.matcher(text).matches() ? text : text + "Z");
        } catch (DateTimeException broken) {
            throw new DriverException.ProtocolViolation("the bridge tells something that is not a time", broken);
        }
    }
}
