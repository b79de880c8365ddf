package io.lamplighter.driver.mqtt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When what is told held. The vendor's own time is taken where it is sound: it is the same each time the same is told. Else it
 * is the time at which the message was first heard.
 */
final class Times {
    private static final Duration AHEAD = Duration.ofSeconds(2);
    private static final Duration FAR = Duration.ofMinutes(1);
    private static final Instant CLOCKS_ARE_SET = Instant.parse("2015-01-01T00:00:00Z");
    private static final double LATEST_MILLIS = 1e15;

    private Times() {}

    /** Of a server that knows the time: what is past may be long past, for it tells old states when it starts. */
    static Instant ofServer(Message message, Optional<Instant> told) {
        return told.filter(time -> isSound(message, time))
                .orElse(message.heard().at());
    }

    /** Of a device that may not know the time: what it tells by itself it tells now, or its clock is wrong. */
    static Instant ofDevice(Message message, Optional<Instant> told) {
        return told.filter(time -> isSound(message, time))
                .filter(time -> message.retained()
                        || Duration.between(time, message.at()).abs().compareTo(FAR) <= 0)
                .orElse(message.heard().at());
    }

    /** A time with an offset, or without one in a zone that is known. */
    static Optional<Instant> parsed(String text, Optional<ZoneId> zone) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException withoutOffset) {
            return zone.flatMap(known -> local(text, known));
        }
    }

    /** Milliseconds since 1970. */
    static Optional<Instant> millis(double millis) {
        return Math.abs(millis) < LATEST_MILLIS
                ? Optional.of(Instant.ofEpochMilli(Math.round(millis)))
                : Optional.empty();
    }

    private static Optional<Instant> local(String text, ZoneId zone) {
        try {
            return Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** Not before clocks were set, not ahead of ours. */
    private static boolean isSound(Message message, Instant told) {
        return told.isAfter(CLOCKS_ARE_SET) && told.isBefore(message.at().plus(AHEAD));
    }
}
