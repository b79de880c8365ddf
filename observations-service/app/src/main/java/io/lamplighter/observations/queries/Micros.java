package io.lamplighter.observations.queries;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as microseconds since 1970, the finest that the database has. */
public final class Micros {
    private Micros() {}

    public static long of(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    public static Instant after(Instant time) {
        return time.plus(1, ChronoUnit.MICROS);
    }
}
