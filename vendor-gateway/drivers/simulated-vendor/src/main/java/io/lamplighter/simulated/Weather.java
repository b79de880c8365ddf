package io.lamplighter.simulated;

import java.time.Instant;
import java.time.ZoneId;

/**
 * The weather outside, a pure function of time: warmest at three in the afternoon, plus fronts that take days.
 *
 * @param seed of the fronts
 * @param zone where the day is
 */
record Weather(long seed, ZoneId zone) {
    private static final double MEAN = 7;
    private static final double SWING = 5;
    private static final double FRONTS = 4;
    private static final double TWO_DAYS = 172_800;

    /** Temperature in degrees Celsius. */
    double temperature(double seconds) {
        var hours = localSecondOfDay(seconds) / 3600;
        return MEAN + SWING * Math.cos(2 * Math.PI * (hours - 15) / 24) + FRONTS * Noise.at(seed, seconds, TWO_DAYS);
    }

    private double localSecondOfDay(double seconds) {
        var instant = Instant.ofEpochSecond((long) seconds);
        return (seconds + zone.getRules().getOffset(instant).getTotalSeconds()) % 86_400;
    }
}
