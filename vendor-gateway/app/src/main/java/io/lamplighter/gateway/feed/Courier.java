package io.lamplighter.gateway.feed;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what waits for the sockets of one event loop, on that loop: a sweep serves whoever has something to send, and what a
 * socket is sent in one sweep leaves in one write. After a sweep it rests in proportion to how long that took, so that the
 * busier the machine is, the more leaves in one write, and the less each message costs.
 */
final class Courier {
    /** Sockets served in one go; then the loop does what else it has to do, such as to write out and to read. */
    private static final int ROUND = 256;
    /** How many times as long as it worked it rests. */
    private static final int REST = 2;

    private static final long MOST_REST_MILLIS = 50;

    private final Queue<FeedSocket> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<FeedSocket> sweep = new ArrayDeque<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Context context;
    private long began;

    Courier(Context context) {
        this.context = context;
    }

    /** The socket has something to send. */
    void call(FeedSocket socket) {
        waiting.add(socket);
        schedule();
    }

    private void schedule() {
        if (due.compareAndSet(false, true)) {
            context.runOnContext(nothing -> begin());
        }
    }

    private void begin() {
        began = System.nanoTime();
        for (var socket = waiting.poll(); socket != null; socket = waiting.poll()) {
            sweep.add(socket);
        }
        round();
    }

    /** What was sent is written out by the loop before it comes to what follows. */
    private void round() {
        for (var count = 0; count < ROUND && !sweep.isEmpty(); count++) {
            serve(sweep.remove());
        }
        context.runOnContext(nothing -> {
            if (sweep.isEmpty()) {
                rest();
            } else {
                round();
            }
        });
    }

    private void rest() {
        var millis = TimeUnit.NANOSECONDS.toMillis(REST * (System.nanoTime() - began));
        if (millis == 0) {
            ready();
        } else {
            var _ = context.owner().setTimer(Math.min(millis, MOST_REST_MILLIS), timer -> ready());
        }
    }

    private void ready() {
        due.set(false);
        if (!waiting.isEmpty()) {
            schedule();
        }
    }

    private static void serve(FeedSocket socket) {
        try {
            socket.drain();
        } catch (RuntimeException failure) {
            Log.error("a socket of the feed could not be served", failure);
            socket.closed();
        }
    }
}
