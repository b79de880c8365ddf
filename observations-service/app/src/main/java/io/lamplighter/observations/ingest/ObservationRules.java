package io.lamplighter.observations.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Which times an observation may have, whichever way it comes in. */
@ApplicationScoped
class ObservationRules {
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
}
