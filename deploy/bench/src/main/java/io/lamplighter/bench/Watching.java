package io.lamplighter.bench;

import io.lamplighter.bench.edge.FeedCrowd;
import io.lamplighter.bench.measure.Latencies;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Checks what a crowd is told: each client must be told the values 0, 1, 2 and so on of what it watches, each once and in
 * order. Notes how long each took from before it was sent.
 */
final class Watching implements FeedCrowd.Taker {
    private static final byte[] VALUE = "\"value\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CURSOR = "\"cursor\":\"".getBytes(StandardCharsets.US_ASCII);

    private final long[] next;
    private final String[] cursors;
    private final AtomicLong[] sentAt;
    private final AtomicLong told = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private final AtomicLong doubled = new AtomicLong();
    private final AtomicLong snapshots = new AtomicLong();
    private final AtomicLong notices = new AtomicLong();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();
    private volatile Latencies latencies = new Latencies();
    private volatile boolean remembers;

    /** @param values how many values are sent at most */
    Watching(int clients, int values) {
        next = new long[clients];
        cursors = new String[clients];
        sentAt = new AtomicLong[values];
        for (var value = 0; value < values; value++) {
            sentAt[value] = new AtomicLong();
        }
    }

    /** The value is about to be sent. */
    void sending(int value) {
        sentAt[value].set(System.nanoTime());
    }

    @Override
    public void take(int client, byte[] bytes, int from, int length) {
        var now = System.nanoTime();
        switch (bytes[from + 9]) {
            case 's' -> snapshots.incrementAndGet();
            case 'u' -> update(client, bytes, from, from + length, now);
            case 'r', 'c' -> notices.incrementAndGet();
            case 'e' -> {
                notices.incrementAndGet();
                refused.add(client);
            }
            default -> {
                // a heartbeat
            }
        }
        remember(client, bytes, from, from + length);
    }

    private void update(int client, byte[] bytes, int from, int to, long now) {
        var at = FeedCrowd.indexOf(bytes, from, to, VALUE);
        if (at < 0) {
            return;
        }
        var value = number(bytes, at + VALUE.length);
        told.incrementAndGet();
        if (value < next[client]) {
            doubled.incrementAndGet();
            return;
        }
        missed.addAndGet(value - next[client]);
        next[client] = value + 1;
        latencies.recordNanos(now - sentAt[(int) value].get());
    }

    private static long number(byte[] bytes, int from) {
        var number = 0L;
        for (var at = from; bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            number = number * 10 + bytes[at] - '0';
        }
        return number;
    }

    /** From now on it is kept where each client is, to go on from there. */
    void rememberCursors() {
        remembers = true;
    }

    private void remember(int client, byte[] bytes, int from, int to) {
        if (!remembers) {
            return;
        }
        var at = FeedCrowd.indexOf(bytes, Math.max(from, to - 200), to, CURSOR);
        if (at >= 0) {
            var end = at + CURSOR.length;
            while (bytes[end] != '"') {
                end++;
            }
            cursors[client] =
                    new String(bytes, at + CURSOR.length, end - at - CURSOR.length, StandardCharsets.US_ASCII);
        }
    }

    /** A client that was told an error, each told once; null when there is none. */
    Integer nextRefused() {
        return refused.poll();
    }

    String cursor(int client) {
        return cursors[client];
    }

    /** The value that the client expects next. */
    long next(int client) {
        return next[client];
    }

    /** How many clients have all values up to this one. */
    long complete(int clients, long values) {
        var complete = 0L;
        for (var client = 0; client < clients; client++) {
            complete += next[client] >= values ? 1 : 0;
        }
        return complete;
    }

    /** Forgets how long it took so far. */
    Latencies newLatencies() {
        var before = latencies;
        latencies = new Latencies();
        return before;
    }

    long told() {
        return told.get();
    }

    long snapshots() {
        return snapshots.get();
    }

    /** Values that were jumped over. */
    long missed() {
        return missed.get();
    }

    long doubled() {
        return doubled.get();
    }

    /** Resets, notices of conflation, errors. */
    long notices() {
        return notices.get();
    }
}
