package io.lamplighter.simulated;

/**
 * The air of a room as a first-order thermal circuit: {@code C dT/dt = (outside - T) / R + heat}, solved exactly over a
 * step in which outside and heat are constant.
 */
final class Room {
    /** Kelvin per watt: 1.2 kW make a room 14 K warmer in the end. */
    private static final double RESISTANCE = 0.012;

    /** Joule per kelvin, air and the walls that follow it: with the resistance a time constant of 3 h 20 min. */
    private static final double CAPACITY = 1e6;

    /** People, sun, and what leaks through from the neighbours, in watts. */
    private static final double FREE_HEAT = 350;

    private final long seed;
    private final String name;
    private double temperature;

    Room(String name, long seed, double temperature) {
        this.name = name;
        this.seed = seed;
        this.temperature = temperature;
    }

    String name() {
        return name;
    }

    /** Degrees Celsius. */
    double temperature() {
        return temperature;
    }

    /**
     * Per cent of relative humidity: the water in the air changes slowly, so that what the air could hold decides.
     *
     * @param seconds time
     */
    double humidity(double seconds) {
        var vapour = 1_050 + 250 * Noise.at(seed, seconds, 14_400);
        return Math.clamp(100 * vapour / saturation(temperature), 10, 98);
    }

    void advance(double seconds, double outside, double heat) {
        var end = outside + RESISTANCE * (heat + FREE_HEAT);
        temperature = end + (temperature - end) * Math.exp(-seconds / (RESISTANCE * CAPACITY));
    }

    /** Saturation vapour pressure over water in pascal, Magnus formula with the coefficients of Sonntag, 1990. */
    private static double saturation(double celsius) {
        return 611.2 * Math.exp(17.62 * celsius / (243.12 + celsius));
    }
}
