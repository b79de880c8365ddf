package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Problems;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;

/** Bounds the memory of all requests that are being worked on: who comes when it is used up comes again. */
@Singleton
class RequestBudget {
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int LEAST = 4096;

    private final int all;
    private final Semaphore free;

    RequestBudget(IngestConfig config) {
        all = config.bytesInFlight();
        free = new Semaphore(all);
    }

    /** Takes a share, or raises the problem. What is answered gives it back, and must be run once. */
    Runnable take(long bytes) {
        var share = Math.clamp(bytes, LEAST, all);
        if (!free.tryAcquire(share)) {
            throw Problems.unavailable(
                    "too-busy",
                    "Too many observations are on their way",
                    "Send it again a little later; nothing of it was taken.",
                    RETRY_AFTER_SECONDS);
        }
        return () -> free.release(share);
    }
}
