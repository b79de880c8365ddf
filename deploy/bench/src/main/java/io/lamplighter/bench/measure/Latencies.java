package io.lamplighter.bench.measure;

import java.time.Duration;
import java.util.Locale;
import org.HdrHistogram.ConcurrentHistogram;

/** How long things took, to three digits. May be fed from any thread. */
public final class Latencies {
    private static final long LONGEST_MICROS = Duration.ofHours(1).toNanos() / 1000;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(LONGEST_MICROS, 3);

    /** One more; what is negative counts as nothing. */
    public void recordNanos(long nanos) {
        micros.recordValue(Math.clamp(nanos / 1000, 0, LONGEST_MICROS));
    }

    /** How many there are. */
    public long count() {
        return micros.getTotalCount();
    }

    /** The percentile, in milliseconds. */
    public String percentile(double percentile) {
        return millis(micros.getValueAtPercentile(percentile));
    }

    /** How many times as long as others. */
    public String ratioTo(Latencies others, double percentile) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                1.0
                        * micros.getValueAtPercentile(percentile)
                        / Math.max(1, others.micros.getValueAtPercentile(percentile)));
    }

    /** The longest, in milliseconds. */
    public String max() {
        return millis(micros.getMaxValue());
    }

    private String millis(long value) {
        return count() == 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", value / 1000.0);
    }
}
