package io.lamplighter.bench.measure;

import java.time.Duration;
import java.util.Locale;

/**
 * So many in so long.
 *
 * @param count how many
 * @param nanos in how long
 */
public record Rate(long count, long nanos) {
    /** So many since this reading of {@link System#nanoTime()}. */
    public static Rate since(long startNanos, long count) {
        return new Rate(count, System.nanoTime() - startNanos);
    }

    /** How many in each second. */
    public double perSecond() {
        return count * 1e9 / nanos;
    }

    /** How many in each second, for people. */
    public String text() {
        return String.format(Locale.ROOT, "%,.0f/s", perSecond());
    }

    /** How long it took, for people. */
    public String took() {
        return String.format(Locale.ROOT, "%.1f s", Duration.ofNanos(nanos).toMillis() / 1000.0);
    }

    /** Its share of a reference. */
    public String ratioTo(Rate reference) {
        return String.format(Locale.ROOT, "%.2f", perSecond() / reference.perSecond());
    }
}
