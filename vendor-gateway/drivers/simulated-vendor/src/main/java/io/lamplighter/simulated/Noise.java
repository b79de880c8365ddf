package io.lamplighter.simulated;

/** Smooth noise as a pure function: value noise over a hash, eased between the lattice points. */
final class Noise {
    private Noise() {}

    /**
     * The noise at a time.
     *
     * @param seed of this noise
     * @param seconds time
     * @param period seconds between two independent values
     * @return between -1 and 1
     */
    static double at(long seed, double seconds, double period) {
        var position = seconds / period;
        var cell = (long) Math.floor(position);
        var between = position - cell;
        var eased = between * between * (3 - 2 * between);
        return lattice(seed, cell) * (1 - eased) + lattice(seed, cell + 1) * eased;
    }

    private static double lattice(long seed, long cell) {
        return (mix(seed * 0x9E3779B97F4A7C15L + cell) >>> 11) * 0x1.0p-52 - 1;
    }

    /** The finalizer of SplitMix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014. */
    private static long mix(long value) {
        var z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
