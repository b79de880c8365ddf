package io.lamplighter.launcher;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Ends what a launcher left behind that was itself ended by force. */
final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Leftovers() {}

    /** Ends every process that the state remembers and that still runs: side by side, but then Kafka, and PostgreSQL last. */
    static void end(Layout layout) {
        var left = State.read(layout.state()).map(State::processes).orElse(List.of()).stream()
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .filter(process -> process.alive().isPresent())
                .collect(Collectors.groupingBy(
                        process -> Suite.turnToStop(process.name()), TreeMap::new, Collectors.toList()));
        var many = left.values().stream().mapToInt(List::size).sum();
        if (many > 0) {
            Console.say("ending %d processes of a run that was not stopped in order".formatted(many));
            left.values().forEach(Leftovers::endTogether);
        }
    }

    private static void endTogether(List<State.Remembered> processes) {
        var alive = processes.stream().flatMap(each -> each.alive().stream()).toList();
        alive.forEach(ProcessHandle::destroy);
        var end = System.nanoTime() + LIMIT.toNanos();
        alive.forEach(each -> awaitEnd(each, end));
    }

    /** Ends a process that was asked to stop when it does not until then. */
    private static void awaitEnd(ProcessHandle process, long end) {
        try {
            process.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
