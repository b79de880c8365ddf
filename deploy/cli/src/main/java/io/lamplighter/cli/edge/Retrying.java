package io.lamplighter.cli.edge;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Asks again while a service is busy or away for a moment; for requests that may be repeated. */
public final class Retrying {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 5000;

    private Retrying() {}

    /**
     * The answer.
     *
     * @param where told when it is given up
     */
    public static JsonNode until(Supplier<JsonNode> request, String where) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        for (var pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
            try {
                return request.get();
            } catch (ProblemException problem) {
                if (!problem.mayPass() || System.nanoTime() > end) {
                    throw problem.at(where);
                }
            } catch (UnansweredException away) {
                if (System.nanoTime() > end) {
                    throw away;
                }
            }
            Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        }
    }
}
