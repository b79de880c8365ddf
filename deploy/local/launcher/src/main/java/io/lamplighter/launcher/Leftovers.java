package io.lamplighter.launcher;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what a launcher left behind that was itself ended by force. */
final class Leftovers {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Leftovers() {}

    /** Ends every process that the state remembers and that still runs; PostgreSQL last, since it is first there. */
    static void end(Layout layout) {
        var left = State.read(layout.state()).map(State::processes).orElse(List.of()).reversed().stream()
                .flatMap(process -> process.alive().stream())
                .filter(process -> process.pid() != ProcessHandle.current().pid())
                .toList();
        if (!left.isEmpty()) {
            Console.say("ending %d processes of a run that was not stopped in order".formatted(left.size()));
            left.forEach(Leftovers::end);
        }
    }

    /** Asks a process to stop, and ends it when it does not. */
    static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            process.destroyForcibly();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
