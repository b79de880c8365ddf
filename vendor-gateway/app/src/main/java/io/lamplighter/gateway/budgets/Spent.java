package io.lamplighter.gateway.budgets;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/** How many calls were made within the last span, counted in tenths of it. */
final class Spent {
    private static final int PARTS = 10;

    private final long[] counts = new long[PARTS];
    private final long partMillis;
    private final Clock clock;
    private long newest;

    Spent(Duration span, Clock clock) {
        this.partMillis = Math.max(1, span.toMillis() / PARTS);
        this.clock = clock;
        this.newest = clock.millis() / partMillis;
    }

    synchronized void add(int calls) {
        advance();
        counts[(int) (newest % PARTS)] += calls;
    }

    synchronized long sum() {
        advance();
        return Arrays.stream(counts).sum();
    }

    private void advance() {
        var present = clock.millis() / partMillis;
        for (var left = Math.min(PARTS, present - newest); left > 0; left--) {
            newest++;
            counts[(int) (newest % PARTS)] = 0;
        }
        newest = Math.max(newest, present);
    }
}
