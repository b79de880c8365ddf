package io.lamplighter.interactions.runs;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.RunState;
import io.lamplighter.interactions.api.RunView;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * The stored runs. Statements that touch several rows lock them in the order of their ids, so that none waits for
 * another in a circle.
 */
@Singleton
public final class Runs {
    private static final String VIEW = """
            select r.id, r.interaction_id, r.schedule_id, r.device_id, r.state, r.attempts, r.started_at, r.ended_at,
                   r.result, r.error, r.version, i.task, i.arguments, i.requested_by, i.due_at
            from runs r join interactions i on i.id = r.interaction_id
            """;

    private final Database database;
    private final Rows rows;

    Runs(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Stores the runs of an interaction; answers the ids of those that were not there yet. */
    public Uni<List<UUID>> insert(
            SqlConnection connection, UUID interactionId, List<NewRun> runs, Instant now, Instant leasedUntil) {
        var sql = """
                insert into runs (id, interaction_id, schedule_id, device_id, state, error, ended_at, deadline, leased_until)
                select x.id, i.id, i.schedule_id, x.device, x.state, x.error,
                       case when x.state <> 'scheduled' then $3::timestamptz end, i.deadline, $4::timestamptz
                from jsonb_to_recordset($2) as x(id uuid, device uuid, state text, error jsonb)
                join interactions i on i.id = $1
                on conflict do nothing
                returning id
                """;
        var values = new JsonArray();
        runs.forEach(run -> values.add(new JsonObject()
                .put("id", run.id().toString())
                .put("device", run.deviceId().toString())
                .put("state", run.state().word())
                .put("error", rows.json(run.error()))));
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(interactionId, values, time(now), time(leasedUntil)))
                .map(inserted -> list(inserted, row -> row.getUUID("id")));
    }

    /** Takes commands that were left behind; nobody else takes them before the lease ends. */
    Uni<List<Command>> takeUndispatched(Instant now, Duration lease, int limit) {
        var sql = """
                with taken as (
                    update runs set leased_until = $2 where id in (
                        select id from runs
                        where state = 'scheduled' and deadline > $1 and (leased_until is null or leased_until <= $1)
                        order by id limit $3 for update skip locked)
                    returning id, interaction_id, device_id, deadline, attempts)
                select r.*, i.task, i.arguments, i.requested_by from taken r join interactions i on i.id = r.interaction_id
                order by r.id
                """;
        return database.query(sql, Tuple.of(time(now), time(now.plus(lease)), limit))
                .map(taken -> list(taken, Runs::command));
    }

    Uni<Void> dispatched(List<UUID> ids, Instant now) {
        var sql = """
                with locked as (select id from runs where id = any($1) and state = 'scheduled' order by id for update)
                update runs set state = 'dispatched', started_at = $2, attempts = attempts + 1, version = version + 1,
                                leased_until = null
                where id in (select id from locked)
                """;
        return database.query(sql, Tuple.of(ids.toArray(UUID[]::new), time(now)))
                .replaceWithVoid();
    }

    /** Ends runs as their results say; those that have ended before, or are not known, are not in the answer. */
    Uni<List<EndedRun>> settle(JsonArray results, Instant now) {
        var sql = """
                with incoming as (
                    select * from jsonb_to_recordset($1)
                    as x(id uuid, state text, result jsonb, error jsonb, started timestamptz)),
                locked as (
                    select id from runs
                    where id in (select id from incoming) and state in ('scheduled', 'dispatched')
                    order by id for update)
                update runs r set state = x.state, result = x.result, error = x.error, ended_at = $2::timestamptz,
                    started_at = coalesce(r.started_at, x.started, $2::timestamptz), attempts = greatest(r.attempts, 1),
                    version = r.version + 1, leased_until = null
                from incoming x where r.id = x.id and r.id in (select id from locked)
                returning r.id, r.interaction_id, r.state
                """;
        return database.query(sql, Tuple.of(results, time(now))).map(ended -> list(ended, Runs::ended));
    }

    Uni<List<EndedRun>> timeOut(Instant deadline, Instant now, int limit) {
        var sql = """
                update runs set state = 'timed_out', ended_at = $2, version = version + 1, leased_until = null,
                    error = case when state = 'scheduled'
                        then '{"code": "not_dispatched", "detail": "The command could not be sent before the deadline."}'
                        else '{"code": "deadline_passed", "detail": "No result came before the deadline."}' end::jsonb
                where id in (
                    select id from runs where state in ('scheduled', 'dispatched') and deadline < $1
                    order by deadline limit $3 for update skip locked)
                returning id, interaction_id, state
                """;
        return database.query(sql, Tuple.of(time(deadline), time(now), limit)).map(ended -> list(ended, Runs::ended));
    }

    /** Ends what has not ended of an interaction; answers how many that were. */
    public Uni<Integer> cancel(SqlConnection connection, UUID interactionId, Instant now) {
        var sql = """
                with locked as (
                    select id from runs where interaction_id = $1 and state in ('scheduled', 'dispatched')
                    order by id for update)
                update runs set state = 'cancelled', ended_at = $2, version = version + 1, leased_until = null,
                    error = '{"code": "cancelled", "detail": "The interaction was cancelled."}'
                where id in (select id from locked)
                """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(interactionId, time(now)))
                .map(RowSet::rowCount);
    }

    /** Runs whose last change was not announced yet, while no other replica announces; null when one does. */
    Uni<List<RunView>> takeUnannounced(SqlConnection connection, int limit) {
        var lock = "select pg_try_advisory_xact_lock(hashtext('runs-announcer')) as mine";
        var unannounced = VIEW + "where r.announced_version < r.version order by r.id limit $1";
        return connection
                .query(lock)
                .execute()
                .chain(locked -> locked.iterator().next().getBoolean("mine")
                        ? connection
                                .preparedQuery(unannounced)
                                .execute(Tuple.of(limit))
                                .map(found -> list(found, this::view))
                        : Uni.createFrom().item(List.of()));
    }

    Uni<Void> announced(SqlConnection connection, List<RunView> runs) {
        var sql = """
                with announced as (select * from unnest($1::uuid[], $2::bigint[]) as x(id, version)),
                locked as (select id from runs where id in (select id from announced) order by id for update)
                update runs r set announced_version = x.version
                from announced x where r.id = x.id and r.id in (select id from locked) and r.announced_version < x.version
                """;
        var ids = runs.stream().map(RunView::id).toArray(UUID[]::new);
        var versions = runs.stream().map(RunView::version).toArray(Long[]::new);
        return connection.preparedQuery(sql).execute(Tuple.of(ids, versions)).replaceWithVoid();
    }

    Uni<RunView> find(UUID id) {
        return database.query(VIEW + "where r.id = $1", Tuple.of(id))
                .map(found -> found.size() == 0 ? null : view(found.iterator().next()));
    }

    /** Newest first. */
    Uni<List<RunView>> find(RunFilter filter, int limit) {
        var conditions = new ArrayList<String>();
        var arguments = Tuple.tuple();
        add(conditions, arguments, "r.interaction_id = ", filter.interaction());
        add(conditions, arguments, "r.schedule_id = ", filter.schedule());
        add(conditions, arguments, "r.device_id = ", filter.device());
        add(conditions, arguments, "r.state = ", filter.state());
        add(conditions, arguments, "r.id < ", filter.after());
        var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        var sql = VIEW + where + " order by r.id desc limit $" + (arguments.size() + 1);
        return database.query(sql, arguments.addValue(limit)).map(found -> list(found, this::view));
    }

    private static void add(Collection<String> conditions, Tuple arguments, String condition, Object value) {
        if (value != null) {
            var ignored = arguments.addValue(value);
            conditions.add(condition + "$" + arguments.size());
        }
    }

    private RunView view(Row row) {
        return new RunView(
                row.getUUID("id"),
                row.getUUID("interaction_id"),
                row.getUUID("schedule_id"),
                row.getUUID("device_id"),
                row.getString("task"),
                Rows.map(row, "arguments"),
                RunState.valueOf(row.getString("state").toUpperCase(java.util.Locale.ROOT)),
                row.getInteger("attempts"),
                instant(row, "due_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                Rows.map(row, "result"),
                rows.read(row, "error", RunError.class),
                row.getString("requested_by"),
                row.getLong("version"));
    }

    private static Command command(Row row) {
        return new Command(
                row.getUUID("id"),
                row.getUUID("interaction_id"),
                row.getUUID("device_id"),
                row.getString("task"),
                Rows.map(row, "arguments"),
                instant(row, "deadline"),
                row.getString("requested_by"),
                row.getInteger("attempts") + 1);
    }

    private static EndedRun ended(Row row) {
        return new EndedRun(row.getUUID("id"), row.getUUID("interaction_id"), row.getString("state"));
    }

    private static <T> List<T> list(RowSet<Row> found, java.util.function.Function<Row, T> reader) {
        return StreamSupport.stream(found.spliterator(), false).map(reader).toList();
    }
}
