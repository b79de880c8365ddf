package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Deletes what is older than history is kept, a little at a time so that nobody waits for it. */
@Singleton
final class HistorySweep {
    private static final Duration BREATH = Duration.ofMillis(50);
    /** Ids grow with time, so what is too old lies at the beginning of the primary key. */
    private static final String OLD =
            "select id from interactions where id < $1 and state <> 'running' order by id limit 500";

    private static final String DELETE_RUNS =
            "delete from runs where id in (select id from runs where interaction_id in (" + OLD + ") limit $2)";
    private static final String DELETE_INTERACTIONS = "delete from interactions where id in (" + OLD
            + ") and not exists (select from runs where runs.interaction_id = interactions.id)";

    private final Database database;
    private final HistoryConfig config;
    private final Clock clock;
    private final Loop loop;

    HistorySweep(Database database, HistoryConfig config, Clock clock, Vertx vertx) {
        this.database = database;
        this.config = config;
        this.clock = clock;
        this.loop = new Loop(vertx, "Deleting old history", this::sweep);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    Uni<Duration> sweep() {
        var oldest = firstIdAt(Clocks.now(clock).minus(config.keep()));
        return database.query(DELETE_RUNS, Tuple.of(oldest, config.batch()))
                .map(RowSet::rowCount)
                .chain(deleted -> deleted > 0
                        ? Uni.createFrom().item(deleted)
                        : database.query(DELETE_INTERACTIONS, Tuple.of(oldest)).map(RowSet::rowCount))
                .map(deleted -> deleted > 0 ? BREATH : config.sweep());
    }

    private static UUID firstIdAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }
}
