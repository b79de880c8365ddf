package io.lamplighter.bench;

import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends observations of each device, one sender for each: the first has the value 0, the next 1, each a millisecond after the
 * one before. What is not accepted is sent again, so that everything up to a number is accepted and nothing after it.
 */
final class Sending implements AutoCloseable {
    static final String NAME = "soak";

    private static final int BATCH = 500;
    private static final long PAUSE_MILLIS = 100;

    private final URI url;
    private final Instant base;
    private final List<AtomicLong> accepted = new ArrayList<>();
    private final AtomicLong repeated = new AtomicLong();
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean isStopped;

    /** @param base of the first observation of each device */
    Sending(URI url, List<String> devices, Instant base) {
        this.url = url;
        this.base = base;
        for (var device : devices) {
            var count = new AtomicLong();
            accepted.add(count);
            senders.add(Thread.ofPlatform().name("sends-" + device).start(() -> send(device, count)));
        }
    }

    long accepted() {
        return accepted.stream().mapToLong(AtomicLong::get).sum();
    }

    List<Long> acceptedOfEach() {
        return accepted.stream().map(AtomicLong::get).toList();
    }

    long repeated() {
        return repeated.get();
    }

    void ingestFor(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    /** Returns when every sender has had something accepted. */
    void awaitProgress(Duration patience) throws InterruptedException {
        var before = acceptedOfEach();
        var end = System.nanoTime() + patience.toNanos();
        while (!hasMoved(before)) {
            if (System.nanoTime() > end) {
                throw new BenchException("Nothing was accepted for " + patience);
            }
            Thread.sleep(20);
        }
    }

    /** Ends when what is under way was accepted. */
    void stop() throws InterruptedException {
        isStopped = true;
        for (var sender : senders) {
            sender.join();
        }
    }

    @Override
    public void close() {
        isStopped = true;
        senders.forEach(Thread::interrupt);
    }

    private boolean hasMoved(List<Long> before) {
        for (var number = 0; number < before.size(); number++) {
            if (accepted.get(number).get() <= before.get(number)) {
                return false;
            }
        }
        return true;
    }

    private void send(String device, AtomicLong count) {
        Wire wire = null;
        try {
            while (!isStopped) {
                var request = request(device, count.get());
                wire = sentOn(wire, request);
                while (wire == null) {
                    repeated.incrementAndGet();
                    Thread.sleep(PAUSE_MILLIS);
                    wire = sentOn(null, request);
                }
                count.addAndGet(BATCH);
            }
        } catch (InterruptedException stop) {
            // what is under way does not count
        } finally {
            if (wire != null) {
                wire.close();
            }
        }
    }

    /** The connection for the next request; null when this one was not accepted. */
    private Wire sentOn(Wire open, byte[] request) {
        var wire = open;
        try {
            wire = wire == null ? new Wire(url) : wire;
            if (wire.ask(request) == 202) {
                return wire;
            }
        } catch (BenchException unanswered) {
            // sent again
        }
        if (wire != null) {
            wire.close();
        }
        return null;
    }

    private byte[] request(String device, long from) {
        var json = new StringBuilder(BATCH * 130).append('[');
        for (var number = from; number < from + BATCH; number++) {
            json.append(number == from ? "" : ",")
                    .append("{\"deviceId\":\"")
                    .append(device)
                    .append("\",\"name\":\"" + NAME + "\",\"units\":\"1\",\"value\":")
                    .append(number)
                    .append(",\"validAt\":\"")
                    .append(base.plusMillis(number))
                    .append("\"}");
        }
        return Wire.post("/api/observations", json.append(']').toString());
    }
}
