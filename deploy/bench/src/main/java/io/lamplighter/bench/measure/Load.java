package io.lamplighter.bench.measure;

import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** The same thing done by several at once. */
public final class Load {
    /** One piece of work. */
    public interface Piece {
        /**
         * Does it.
         *
         * @param number of the piece, from 0
         */
        void work(long number) throws Exception;
    }

    private Load() {}

    /** Does this many pieces, so many at once; returns when all are done, and fails with the first failure. */
    public static void pieces(long count, int atOnce, Piece piece) throws InterruptedException {
        var next = new AtomicLong();
        together(atOnce, worker -> {
            for (var number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                piece.work(number);
            }
        });
    }

    /** Does pieces for this long, so many at once; returns how many were done in how long. */
    public static Rate seconds(long seconds, int atOnce, Piece piece) throws InterruptedException {
        var start = System.nanoTime();
        var done = new AtomicLong();
        together(atOnce, worker -> {
            while (System.nanoTime() - start < seconds * 1_000_000_000L) {
                piece.work(done.getAndIncrement());
            }
        });
        return Rate.since(start, done.get());
    }

    private static void together(int atOnce, Piece work) throws InterruptedException {
        try (var workers = Executors.newFixedThreadPool(atOnce)) {
            var futures = new ArrayList<Future<?>>();
            for (var worker = 0; worker < atOnce; worker++) {
                var number = worker;
                futures.add(workers.submit(() -> {
                    work.work(number);
                    return null;
                }));
            }
            for (var future : futures) {
                future.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof BenchException known
                    ? known
                    : new BenchException("The load failed", failure.getCause());
        }
    }
}
