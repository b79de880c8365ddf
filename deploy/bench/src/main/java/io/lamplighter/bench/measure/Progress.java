package io.lamplighter.bench.measure;

import java.io.PrintWriter;
import java.util.function.LongFunction;

/** Tells those who wait, at most once a second. */
public final class Progress {
    private static final long PAUSE = 1_000_000_000L;

    private final PrintWriter out;
    private long lastNanos = System.nanoTime() - PAUSE;

    /** @param out where people wait */
    public Progress(PrintWriter out) {
        this.out = out;
    }

    /** Something begins or has ended: always told. */
    public synchronized void step(String sentence) {
        out.println("... " + sentence);
        out.flush();
        lastNanos = System.nanoTime();
    }

    /** Something goes on: left out when the last was told just now. */
    public synchronized void tick(LongFunction<String> sentence, long number) {
        if (System.nanoTime() - lastNanos >= PAUSE) {
            step(sentence.apply(number));
        }
    }
}
