package io.lamplighter.observations.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** What may be an observation, whichever way it comes in. */
@ApplicationScoped
class ObservationRules {
    static final int NAME_LIMIT = 100;
    static final int UNITS_LIMIT = 10;
    static final int TEXT_LIMIT = 1024;

    private final Clock clock;
    private final IngestConfig config;

    ObservationRules(Clock clock, IngestConfig config) {
        this.clock = clock;
        this.config = config;
    }

    /** The rules as they are now, for one request or one batch. */
    Now now() {
        var now = clock.instant();
        return new Now(
                now, now.atOffset(ZoneOffset.UTC).plus(config.furthestAhead()).toInstant());
    }

    record Now(Instant instant, Instant furthest) {
        boolean allows(Instant validAt) {
            return !validAt.isBefore(Instant.EPOCH) && !validAt.isAfter(furthest);
        }
    }

    /** Lower-case letters, digits and underscores, a letter first. */
    static boolean isName(String name) {
        if (name.isEmpty() || name.length() > NAME_LIMIT || !isLetter(name.charAt(0))) {
            return false;
        }
        for (var i = 1; i < name.length(); i++) {
            var each = name.charAt(i);
            if (!isLetter(each) && !(each >= '0' && each <= '9') && each != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char each) {
        return each >= 'a' && each <= 'z';
    }

    /** UCUM codes are printable ASCII without blanks. */
    static boolean isUnits(String units) {
        return units.length() <= UNITS_LIMIT && units.chars().allMatch(each -> each > ' ' && each < 127);
    }

    /** Neither NUL, which PostgreSQL does not store, nor half of a character, which UTF-8 does not have. */
    static boolean isStorable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var each = text.charAt(i);
            if (each == 0 || Character.isLowSurrogate(each)) {
                return false;
            }
            if (Character.isHighSurrogate(each)) {
                i++;
                if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
                    return false;
                }
            }
        }
        return true;
    }
}
