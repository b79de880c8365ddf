package io.lamplighter.simulated;

import java.util.Arrays;
import java.util.OptionalDouble;

/** A recorded series, replayed at its own pace: a value holds until the next one, and after the last it begins again. */
final class Recording {
    static final Recording NONE = new Recording(new double[0], new double[0]);

    private final double[] seconds;
    private final double[] values;

    /**
     * A series.
     *
     * @param seconds since its first value, ascending
     * @param values one for each of the seconds
     */
    Recording(double[] seconds, double[] values) {
        this.seconds = seconds.clone();
        this.values = values.clone();
    }

    /** The value so many seconds after the start; empty when nothing is recorded. */
    OptionalDouble at(double elapsed) {
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        var length = seconds[seconds.length - 1] + 1;
        var found = Arrays.binarySearch(seconds, elapsed % length);
        return OptionalDouble.of(values[found >= 0 ? found : -found - 2]);
    }
}
