package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Deletes the oldest interactions of schedules that have more than history keeps for each: a few schedules at a time, a few
 * rows at a time, so that nobody waits for it.
 */
@Singleton
final class ScheduleHistorySweep {
    private static final Duration BREATH = Duration.ofMillis(50);
    private static final int SCHEDULES_AT_ONCE = 50;

    private static final String SURPLUS = """
        select i.id from unnest($1::uuid[]) as s(id) cross join lateral (
            select id, state from interactions where schedule_id = s.id order by id desc offset $2 limit 500) i
        where i.state <> 'running' limit 500
        """;

    private static final String DELETE_RUNS =
            "delete from runs where id in (select id from runs where interaction_id in (" + SURPLUS + ") limit $3)";
    private static final String DELETE_INTERACTIONS = "delete from interactions where id in (" + SURPLUS
            + ") and not exists (select from runs where runs.interaction_id = interactions.id)";

    private final Database database;
    private final HistoryConfig config;
    private final Loop loop;
    private UUID after = new UUID(0, 0);

    ScheduleHistorySweep(Database database, HistoryConfig config, Vertx vertx) {
        this.database = database;
        this.config = config;
        this.loop = new Loop(vertx, "Deleting surplus history", this::sweep);
    }

    void start(@Observes StartupEvent started) {
        loop.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        loop.stop();
    }

    /** Goes on with the next few schedules once there is nothing to delete of these. */
    Uni<Duration> sweep() {
        return database.query(
                        "select id from schedules where id > $1 order by id limit $2",
                        Tuple.of(after, SCHEDULES_AT_ONCE))
                .map(found -> Rows.list(found, row -> row.getUUID("id")))
                .chain(this::delete);
    }

    private Uni<Duration> delete(List<UUID> schedules) {
        if (schedules.isEmpty()) {
            after = new UUID(0, 0);
            return Uni.createFrom().item(config.sweep());
        }
        var ids = schedules.toArray(UUID[]::new);
        return database.query(DELETE_RUNS, Tuple.of(ids, config.keepPerSchedule(), config.batch()))
                .map(RowSet::rowCount)
                .chain(deleted -> deleted > 0
                        ? Uni.createFrom().item(deleted)
                        : database.query(DELETE_INTERACTIONS, Tuple.of(ids, config.keepPerSchedule()))
                                .map(RowSet::rowCount))
                .map(deleted -> {
                    after = deleted > 0 ? after : schedules.getLast();
                    return BREATH;
                });
    }
}
