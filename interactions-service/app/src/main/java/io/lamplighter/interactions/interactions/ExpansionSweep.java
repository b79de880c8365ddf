package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Goes on with expansions that the direct way left behind, and gives up those whose time is over. */
@Singleton
final class ExpansionSweep {
    private static final RunError REGISTRY_UNAVAILABLE =
            new RunError("registry_unavailable", "The registry could not be asked for the target before the deadline.");

    private final Expansions expansions;
    private final Expander expander;
    private final Closer closer;
    private final InteractionsConfig config;
    private final Clock clock;
    private final Loop loop;

    ExpansionSweep(
            Expansions expansions,
            Expander expander,
            Closer closer,
            InteractionsConfig config,
            Clock clock,
            Vertx vertx) {
        this.expansions = expansions;
        this.expander = expander;
        this.closer = closer;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Expanding interactions", this::sweep);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    private Uni<Duration> sweep() {
        int limit = config.concurrency() * 8;
        var now = Clocks.now(clock);
        var stalled = now.minus(config.expansionLimit());
        return expansions
                .giveUp(now, stalled, REGISTRY_UNAVAILABLE)
                .chain(closer::close)
                .chain(() -> expansions.takeUnexpanded(now, stalled, config.lease(), limit))
                .call(expander::expandAll)
                .map(taken -> taken.size() < limit ? config.sweep() : Duration.ZERO);
    }
}
