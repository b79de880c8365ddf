package io.lamplighter.launcher;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Starts the parts and keeps them alive: one that dies is started again, later each time it dies soon. */
final class Supervisor {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONG_LIFE = Duration.ofSeconds(60);

    private final Consumer<Part> changed;
    private final Map<Part, Duration> startTimes = new ConcurrentHashMap<>();
    private final AtomicBoolean stopping = new AtomicBoolean();

    /** @param changed told each time a part has started */
    Supervisor(Consumer<Part> changed) {
        this.changed = changed;
    }

    /**
     * Starts these at the same time and waits until all are ready.
     *
     * @throws LaunchException with the first reason why one did not start
     */
    void start(List<Part> parts) {
        var starts = parts.stream()
                .map(part -> CompletableFuture.runAsync(() -> startFirst(part), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(starts).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof LaunchException reason
                    ? reason
                    : new LaunchException(String.valueOf(failure.getCause()), failure);
        }
    }

    /** Stops these, each in its turn; nothing is started again. */
    void stop(List<Part> parts) {
        stopping.set(true);
        parts.stream()
                .collect(
                        Collectors.groupingBy(part -> Suite.turnToStop(part.name()), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(Supervisor::stopTogether);
    }

    private static void stopTogether(List<Part> parts) {
        var stops = parts.stream()
                .map(part -> CompletableFuture.runAsync(() -> stop(part), Thread::startVirtualThread))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(stops).join();
    }

    private static void stop(Part part) {
        try {
            part.stop();
        } catch (IOException failure) {
            Console.say(part.name() + " did not stop in order: " + failure.getMessage());
        }
    }

    /** How long the last start of this part took until it was ready. */
    Duration startTime(Part part) {
        return startTimes.getOrDefault(part, Duration.ZERO);
    }

    /** From now on a part that ends stays ended; tells whether this was the first time that somebody said so. */
    boolean letEnd() {
        return stopping.compareAndSet(false, true);
    }

    /** Whether a part that ends stays ended. */
    boolean letsEnd() {
        return stopping.get();
    }

    private void startFirst(Part part) {
        try {
            startNow(part);
            Thread.ofVirtual().name("keeps-" + part.name()).start(() -> keepAlive(part));
        } catch (IOException failure) {
            throw new LaunchException(failure.getMessage(), failure);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void startNow(Part part) throws IOException, InterruptedException {
        var began = Instant.now();
        part.start();
        startTimes.put(part, Duration.between(began, Instant.now()));
        changed.accept(part);
    }

    private void keepAlive(Part part) {
        var pause = FIRST_PAUSE;
        while (!stopping.get()) {
            var began = Instant.now();
            awaitEnd(part);
            if (stopping.get()) {
                return;
            }
            pause = Duration.between(began, Instant.now()).compareTo(LONG_LIFE) > 0 ? FIRST_PAUSE : pause;
            Console.say("%s ended; starting it again in %d s".formatted(part.name(), pause.toSeconds()));
            pause = startAgain(part, pause);
        }
    }

    private Duration startAgain(Part part, Duration pause) {
        try {
            Thread.sleep(pause);
            if (!stopping.get()) {
                part.stop();
                startNow(part);
                Console.say("%s is back after %.1f s"
                        .formatted(part.name(), startTime(part).toMillis() / 1000.0));
            }
        } catch (IOException failure) {
            Console.say(failure.getMessage());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        var doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static void awaitEnd(Part part) {
        try {
            part.handle().onExit().join();
        } catch (IOException alreadyGone) {
            // it has ended, which is what was waited for
        }
    }
}
