package io.lamplighter.gateway.feed;

import io.quarkus.logging.Log;
import io.vertx.core.Context;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what waits for the sockets of one event loop, on that loop: a round serves whoever has something to send, and what a
 * socket is sent in one round leaves in one write.
 */
final class Courier {
    /** Sockets of one round; then the loop does what else it has to do, such as to write out and to read. */
    private static final int ROUND = 256;

    private final Queue<FeedSocket> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Context context;

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
            context.runOnContext(nothing -> round());
        }
    }

    private void round() {
        due.set(false);
        for (var count = 0; count < ROUND; count++) {
            var socket = waiting.poll();
            if (socket == null) {
                return;
            }
            serve(socket);
        }
        schedule();
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
