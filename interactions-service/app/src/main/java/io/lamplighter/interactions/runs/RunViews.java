package io.lamplighter.interactions.runs;

import static io.lamplighter.interactions.storage.Rows.instant;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The stored runs as their readers see them, over REST and on the topic. */
@Singleton
public final class RunViews {
    private static final String VIEW = """
        select r.id, r.interaction_id, r.schedule_id, r.device_id, r.state, r.attempts, r.started_at, r.ended_at,
               r.result, r.error, r.version, nullif(r.deadline, 'infinity') as deadline,
               case when r.state = 'scheduled' and r.attempts > 0 then r.leased_until end as again_at,
               i.task, coalesce(i.work -> 'arguments', i.arguments) as arguments, i.requested_by, i.due_at
        from runs r join interactions i on i.id = r.interaction_id
        """;

    // What a crash of the database forgets of the queue is announced again: nobody waits until that is on the disk.
    private static final String TAKE_TURN = """
        select pg_try_advisory_xact_lock(hashtext('runs-announcer')) as mine,
               set_config('synchronous_commit', 'off', true)
        """;
    private static final String CHANGED =
            VIEW + "where r.id = any(array(select run_id from run_change order by run_id limit $1)) order by r.id";

    private final Database database;
    private final Rows rows;

    RunViews(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Null when there is none. */
    Uni<RunView> find(UUID id) {
        return database.query(VIEW + "where r.id = $1", Tuple.of(id))
                .map(found -> found.size() == 0 ? null : view(found.iterator().next()));
    }

    /** Newest first; the runs of a workflow are those of its steps. */
    Uni<List<RunView>> find(RunFilter filter, int limit) {
        var conditions = new ArrayList<String>();
        var arguments = Tuple.tuple();
        if (filter.interaction() != null) {
            arguments.addValue(filter.interaction());
            conditions.add("r.interaction_id = any(array(select $1::uuid union all select s.id from interactions s"
                    + " where s.parent_id = $1))");
        }
        add(conditions, arguments, "r.schedule_id = ", filter.schedule());
        add(conditions, arguments, "r.device_id = ", filter.device());
        add(conditions, arguments, "r.state = ", filter.state());
        add(conditions, arguments, "r.id < ", filter.after());
        var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        var sql = VIEW + where + " order by r.id desc limit $" + (arguments.size() + 1);
        return database.query(sql, arguments.addValue(limit)).map(found -> Rows.list(found, this::view));
    }

    private static void add(Collection<String> conditions, Tuple arguments, String condition, Object value) {
        if (value != null) {
            var ignored = arguments.addValue(value);
            conditions.add(condition + "$" + arguments.size());
        }
    }

    /** Runs whose last change was not announced yet, while no other replica announces; none when one does. */
    Uni<List<RunView>> takeUnannounced(SqlConnection connection, int limit) {
        return connection
                .query(TAKE_TURN)
                .execute()
                .chain(locked -> locked.iterator().next().getBoolean("mine")
                        ? connection
                                .preparedQuery(CHANGED)
                                .execute(Tuple.of(limit))
                                .map(found -> Rows.list(found, this::view))
                        : Uni.createFrom().item(List.of()));
    }

    /** Takes them out of the queue, where they have not changed again; one that is being changed right now is left there. */
    Uni<Void> announced(SqlConnection connection, List<RunView> runs) {
        var sql = """
            with announced as materialized (
                select * from unnest($1::uuid[], $2::bigint[]) as x(id, version)),
            settled as materialized (
                select queued.run_id from announced x cross join lateral (
                    select run_id from run_change
                    where run_id = x.id and version <= x.version limit 1 for update skip locked) queued)
            delete from run_change where run_id = any(array(select run_id from settled))
            """;
        var ids = runs.stream().map(RunView::id).toArray(UUID[]::new);
        var versions = runs.stream().map(RunView::version).toArray(Long[]::new);
        return connection.preparedQuery(sql).execute(Tuple.of(ids, versions)).replaceWithVoid();
    }

    private RunView view(Row row) {
        var started = instant(row, "started_at");
        var ended = instant(row, "ended_at");
        return new RunView(
                row.getUUID("id"),
                row.getUUID("interaction_id"),
                row.getUUID("schedule_id"),
                row.getUUID("device_id"),
                row.getString("task"),
                Rows.map(row, "arguments"),
                RunState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInteger("attempts"),
                instant(row, "due_at"),
                started,
                ended,
                Rows.map(row, "result"),
                rows.read(row, "error", RunError.class),
                row.getString("requested_by"),
                row.getLong("version"),
                instant(row, "deadline"),
                instant(row, "again_at"),
                duration(started, ended));
    }

    private static Long duration(Instant started, Instant ended) {
        return started == null || ended == null
                ? null
                : Math.max(0, Duration.between(started, ended).toMillis());
    }
}
