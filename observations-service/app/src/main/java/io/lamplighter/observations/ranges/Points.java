package io.lamplighter.observations.ranges;

import java.util.Arrays;

/** Points of a line in the order of time: microseconds and values. */
final class Points {
    private long[] times;
    private double[] values;
    private int size;

    Points(int expected) {
        times = new long[expected];
        values = new double[expected];
    }

    void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    int size() {
        return size;
    }

    long time(int index) {
        return times[index];
    }

    double value(int index) {
        return values[index];
    }
}
