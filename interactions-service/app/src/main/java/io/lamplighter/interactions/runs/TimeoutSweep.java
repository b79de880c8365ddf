package io.lamplighter.interactions.runs;

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
import java.time.Instant;

/** Ends runs that had no result by their deadline. */
@Singleton
final class TimeoutSweep {
    private final RunSettlement runs;
    private final RunEndings endings;
    private final RunsConfig config;
    private final Clock clock;
    private final Loop loop;
    private volatile Instant heldUntil = Instant.MIN;

    TimeoutSweep(RunSettlement runs, RunEndings endings, RunsConfig config, Clock clock, Vertx vertx) {
        this.runs = runs;
        this.endings = endings;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Timing out runs", this::sweep);
    }

    void start(@Observes StartupEvent started) {
        hold();
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    private Uni<Duration> sweep() {
        var now = Clocks.now(clock);
        if (now.isBefore(heldUntil)) {
            return Uni.createFrom().item(config.sweep());
        }
        return runs.timeOut(now.minus(config.timeoutGrace()), now, config.batch())
                .onFailure()
                .invoke(this::hold)
                .call(endings::follow)
                .map(ended -> ended.size() < config.batch() ? config.sweep() : Duration.ZERO);
    }

    private void hold() {
        heldUntil = Clocks.now(clock).plus(config.timeoutHold());
    }
}
