package io.lamplighter.interactions.ensures;

import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.interactions.Expander;
import io.lamplighter.interactions.interactions.Interaction;
import io.lamplighter.interactions.interactions.Interactions;
import io.lamplighter.interactions.interactions.InteractionsEnded;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Sets wanted values and asks after those that are silent, each by an interaction of its own. That one was begun is stored
 * together with it, so any number of replicas begin it once.
 */
@Singleton
final class Keeper {
    private final Database database;
    private final Keeping keeping;
    private final Interactions interactions;
    private final Expander expander;
    private final EnsuresConfig config;
    private final Clock clock;
    private final Loop loop;
    private volatile boolean some = true;

    Keeper(
            Database database,
            Keeping keeping,
            Interactions interactions,
            Expander expander,
            EnsuresConfig config,
            Clock clock,
            Vertx vertx) {
        this.database = database;
        this.keeping = keeping;
        this.interactions = interactions;
        this.expander = expander;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Keeping wanted values", this::pass);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    void ended(@Observes InteractionsEnded event) {
        if (some) {
            loop.wake();
        }
    }

    /** Tells whether there are wanted values at all: without any nobody needs to be woken by the end of interactions. */
    void thereAre(boolean any) {
        some = any;
    }

    void wake() {
        some = true;
        loop.wake();
    }

    private Uni<Duration> pass() {
        var now = Clocks.now(clock);
        return keeping.settle(now, config.longestPause())
                .chain(() -> database.transaction(connection -> begin(connection, now)))
                .invoke(expander::expand)
                .map(begun -> begun.size() < config.batch() ? config.sweep() : Duration.ZERO);
    }

    private Uni<List<Interaction>> begin(SqlConnection connection, Instant now) {
        return keeping.takeDue(connection, now, config.batch()).chain(due -> {
            Uni<Void> stored = Uni.createFrom().voidItem();
            var begun = due.stream().map(one -> interaction(one, now)).toList();
            for (int i = 0; i < due.size(); i++) {
                var one = due.get(i);
                var id = begun.get(i).id();
                stored = stored.chain(() -> keeping.begun(connection, one, id, now));
            }
            return stored.chain(() -> begun.isEmpty()
                    ? Uni.createFrom().item(begun)
                    : interactions.insert(connection, begun, expander.lease()));
        });
    }

    private static Interaction interaction(Keeping.Due due, Instant now) {
        boolean number = due.value() instanceof Number;
        var pull = number ? "pull_attributes" : "pull_status";
        var set = number ? "set_attributes" : "set_status";
        return Interaction.starting(
                due.toBeSet() ? set : pull,
                new Target(List.of(due.deviceId()), null),
                due.toBeSet() ? Map.of("name", due.name(), "value", due.value()) : Map.of(),
                due.timeout(),
                "ensure:" + due.id(),
                now);
    }
}
