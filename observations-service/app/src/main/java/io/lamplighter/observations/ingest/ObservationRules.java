package io.lamplighter.observations.ingest;

import io.lamplighter.observations.limits.Limits;
import io.lamplighter.observations.units.Units;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** Which times, units and values an observation may have, whichever way it comes in. */
@Singleton
class ObservationRules {
    private final Clock clock;
    private final IngestConfig config;
    private final Units units;
    private final Limits limits;

    ObservationRules(Clock clock, IngestConfig config, Units units, Limits limits) {
        this.clock = clock;
        this.config = config;
        this.units = units;
        this.limits = limits;
    }

    /** The rules as they are now, for one request or one batch. */
    Now now() {
        var now = clock.instant();
        return new Now(
                now,
                config.earliest(),
                now.atOffset(ZoneOffset.UTC).plus(config.furthestAhead()).toInstant(),
                units,
                limits);
    }

    record Now(Instant instant, Instant earliest, Instant furthest, Units units, Limits limits) {
        boolean allows(Instant validAt) {
            return !validAt.isBefore(earliest) && !validAt.isAfter(furthest);
        }
    }
}
