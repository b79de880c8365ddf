package io.lamplighter.interactions.runs;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Gathering;
import io.lamplighter.interactions.loops.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Puts commands on their topic and then marks their runs. A crash in between sends a command again, which the gateway
 * knows by the id of its run; no command is ever marked and not sent.
 */
@Singleton
public final class Dispatcher {
    private static final int TOGETHER = 100;

    private final Runs runs;
    private final CommandPublisher publisher;
    private final RunPublisher announcer;
    private final RunsConfig config;
    private final Clock clock;
    private final Loop sweep;
    private final Gathering<List<Command>, Void> together;

    Dispatcher(
            Runs runs,
            CommandPublisher publisher,
            RunPublisher announcer,
            RunsConfig config,
            Clock clock,
            Vertx vertx) {
        this.runs = runs;
        this.publisher = publisher;
        this.announcer = announcer;
        this.config = config;
        this.clock = clock;
        this.sweep = new Loop(vertx, "Dispatching commands left behind", this::dispatchLeftBehind);
        this.together = new Gathering<>(
                TOGETHER,
                some -> send(some.stream().flatMap(List::stream).toList()).map(sent -> commands -> null));
    }

    void start(@Observes StartupEvent started) {
        sweep.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        sweep.stop();
    }

    /**
     * Sends commands whose runs have just been stored under a lease, a few of them together with others that come at the same time;
     * when it fails, the sweep sends them later.
     */
    public Uni<Void> dispatch(List<Command> commands) {
        if (commands.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return commands.size() <= Gathering.FEW ? together.ask(commands) : send(commands);
    }

    private Uni<Void> send(List<Command> commands) {
        return publisher
                .publish(commands)
                .chain(() -> runs.dispatched(commands, Clocks.now(clock)))
                .invoke(announcer::wake);
    }

    void retry(@Observes RetriesWaiting waiting) {
        sweep.wake();
    }

    private Uni<Duration> dispatchLeftBehind() {
        return runs.takeUndispatched(Clocks.now(clock), config.lease(), config.batch())
                .call(this::dispatch)
                .chain(taken -> taken.size() < config.batch()
                        ? untilNext()
                        : Uni.createFrom().item(Duration.ZERO));
    }

    private Uni<Duration> untilNext() {
        var now = Clocks.now(clock);
        return runs.nextAttempt(now).map(next -> {
            var wait =
                    next == null ? config.sweep() : Duration.between(now, next).plusMillis(1);
            return wait.compareTo(config.sweep()) < 0 ? wait : config.sweep();
        });
    }
}
