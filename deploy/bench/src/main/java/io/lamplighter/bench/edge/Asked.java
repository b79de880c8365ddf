package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** What came of asking one question after another over many connections at once. */
public record Asked(Rate rate, Latencies latencies, long busy) {
    /** A service that has just started is compiled while it answers: it needs tens of thousands of requests for that. */
    private static final int SPINUP = 15;

    private static final Set<Integer> BUSY = Set.of(429, 503);

    /**
     * Asks for so many seconds, after fifteen seconds that do not count.
     *
     * @param question the bytes of the request with this number, as {@link Wire} makes them
     */
    public static Asked over(URI url, int connections, int seconds, LongFunction<byte[]> question)
            throws InterruptedException {
        return over(url, connections, seconds, question, answer -> true);
    }

    /**
     * The same.
     *
     * @param isRight judges each answer by its body; one that is not right ends it all
     */
    public static Asked over(
            URI url, int connections, int seconds, LongFunction<byte[]> question, Predicate<Wire> isRight)
            throws InterruptedException {
        var _ = once(url, connections, SPINUP, question, isRight);
        return once(url, connections, seconds, question, isRight);
    }

    /** The same without anything that does not count, and with numbers from 0 on: for requests that change something. */
    public static Asked exactly(URI url, int connections, int seconds, LongFunction<byte[]> question)
            throws InterruptedException {
        return once(url, connections, seconds, question, answer -> true);
    }

    private static Asked once(
            URI url, int connections, int seconds, LongFunction<byte[]> question, Predicate<Wire> isRight)
            throws InterruptedException {
        var latencies = new Latencies();
        var busy = new java.util.concurrent.atomic.AtomicLong();
        var wires = new ConcurrentLinkedQueue<Wire>();
        var own = ThreadLocal.withInitial(() -> {
            var wire = new Wire(url);
            wires.add(wire);
            return wire;
        });
        try {
            var rate = Load.seconds(seconds, connections, number -> {
                var request = question.apply(number);
                var began = System.nanoTime();
                busy.addAndGet(patiently(own.get(), request));
                latencies.recordNanos(System.nanoTime() - began);
                if (!isRight.test(own.get())) {
                    throw new BenchException(
                            "An answer is wrong: %.500s".formatted(own.get().body()));
                }
            });
            return new Asked(rate, latencies, busy.get());
        } finally {
            wires.forEach(Wire::close);
        }
    }

    /** Adds a row: what, rate, p50, p99, longest, ratio. */
    public void into(Report report, String what, Rate reference) {
        report.add(
                what,
                rate.text(),
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.max(),
                reference == null ? "-" : rate.ratioTo(reference));
    }

    private static long patiently(Wire wire, byte[] request) throws InterruptedException {
        for (var tries = 0; ; tries++) {
            var status = wire.ask(request);
            if (status < 300) {
                return tries;
            }
            if (!BUSY.contains(status) || tries > 100) {
                throw new BenchException("A request was answered %d: %.500s".formatted(status, wire.body()));
            }
            Thread.sleep(100);
        }
    }
}
