package io.lamplighter.simulated;

import java.time.Clock;
import java.time.Instant;

/** Time in the houses: starts with the real one and passes {@code speed} times as fast. */
final class SimulatedTime {
    private final Clock clock;
    private final double speed;
    private final double start;

    SimulatedTime(Clock clock, double speed) {
        this.clock = clock;
        this.speed = speed;
        this.start = seconds(clock.instant());
    }

    /** Seconds since 1970 in the houses. */
    double now() {
        return start + (seconds(clock.instant()) - start) * speed;
    }

    /** Simulated seconds since the start. */
    double elapsed() {
        return now() - start;
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
