package io.lamplighter.simulated;

/** Something that draws power when it is on. */
final class Load {
    private final long seed;
    private final double watts;
    private boolean on;
    private int brightness = 100;
    private double wattHours;
    private Recording recording = Recording.NONE;

    Load(long seed, double watts, boolean on) {
        this.seed = seed;
        this.watts = watts;
        this.on = on;
        this.wattHours = 1000 * Math.abs(Noise.at(seed, 0, 1));
    }

    boolean isOn() {
        return on;
    }

    void turn(boolean to) {
        on = to;
    }

    /** Per cent of its power that it takes when on. */
    int brightness() {
        return brightness;
    }

    void dim(int to) {
        brightness = to;
    }

    void follow(Recording recorded) {
        this.recording = recorded;
    }

    /** Watts at a time. */
    double power(double seconds, double elapsed) {
        if (!on) {
            return 0;
        }
        return recording
                .at(elapsed)
                .orElseGet(() -> watts * brightness / 100 * (1 + 0.02 * Noise.at(seed, seconds, 20)));
    }

    double wattHours() {
        return wattHours;
    }

    void consume(double power, double seconds) {
        wattHours += power * seconds / 3600;
    }
}
