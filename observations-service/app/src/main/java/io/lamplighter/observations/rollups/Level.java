package io.lamplighter.observations.rollups;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How long the time of one rollup is; each begins at a multiple of it, in UTC. */
public enum Level {
    DAY(Duration.ofDays(1)),
    HOUR(Duration.ofHours(1)),
    MINUTE(Duration.ofMinutes(1));

    private final Duration length;

    Level(Duration length) {
        this.length = length;
    }

    /** The name of its table. */
    public String table() {
        return "rollup_" + name().toLowerCase(Locale.ROOT);
    }

    public Duration length() {
        return length;
    }

    /** The start of the rollup in which that time lies. */
    public Instant floor(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), length.toSeconds()) * length.toSeconds());
    }

    /** The same in microseconds since 1970. */
    public long floor(long micros) {
        return Math.floorDiv(micros, micros()) * micros();
    }

    /** Its length in microseconds. */
    public long micros() {
        return length.toSeconds() * 1_000_000;
    }
}
