package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.map;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.InteractionState;
import io.lamplighter.interactions.api.InteractionView;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.Target;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The stored interactions. It is long because every statement on their table stands in here, with its SQL. */
@Singleton
public final class Interactions {
    private static final String VIEW = """
            select i.id, i.task, i.target, i.arguments, i.timeout_ms, i.requested_by, i.schedule_id, i.state, i.error,
                   i.due_at, i.created_at, i.ended_at,
                   coalesce(i.runs, (select jsonb_object_agg(c.state, c.n) from (
                       select r.state, count(*) as n from runs r where r.interaction_id = i.id group by r.state) c))
                   as runs
            from interactions i
            """;

    private final Database database;
    private final Rows rows;

    Interactions(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Stores interactions that are to be expanded by whoever holds the lease; answers those not stored before. */
    public Uni<List<Interaction>> insert(
            SqlConnection connection, List<Interaction> interactions, Instant leasedUntil) {
        var sql = """
                insert into interactions (id, task, target, arguments, timeout_ms, requested_by, schedule_id, due_at,
                                          created_at, deadline, state, expanded, leased_until)
                select x.id, x.task, x.target, x.arguments, x.timeout, x.requested, x.schedule, x.due, x.created,
                       x.deadline, 'running', false, $2::timestamptz
                from jsonb_to_recordset($1) as x(id uuid, task text, target jsonb, arguments jsonb, timeout bigint,
                    requested text, schedule uuid, due timestamptz, created timestamptz, deadline timestamptz)
                on conflict do nothing
                returning id
                """;
        var values = new JsonArray();
        interactions.forEach(interaction -> values.add(json(interaction)));
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(values, time(leasedUntil)))
                .map(Interactions::ids)
                .map(stored -> interactions.stream()
                        .filter(interaction -> stored.contains(interaction.id()))
                        .toList());
    }

    /** Stores that times of schedules were left out: interactions that are cancelled from the beginning. */
    public Uni<Void> insertLeftOut(SqlConnection connection, List<Interaction> interactions, RunError reason) {
        var sql = """
                insert into interactions (id, task, target, arguments, timeout_ms, requested_by, schedule_id, due_at,
                                          created_at, ended_at, deadline, state, runs, error, expanded)
                select x.id, x.task, x.target, x.arguments, x.timeout, x.requested, x.schedule, x.due, x.created,
                       x.created, x.deadline, 'cancelled', '{}'::jsonb, $2::jsonb, true
                from jsonb_to_recordset($1) as x(id uuid, task text, target jsonb, arguments jsonb, timeout bigint,
                    requested text, schedule uuid, due timestamptz, created timestamptz, deadline timestamptz)
                on conflict do nothing
                """;
        var values = new JsonArray();
        interactions.forEach(interaction -> values.add(json(interaction)));
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(values, rows.json(reason)))
                .replaceWithVoid();
    }

    private JsonObject json(Interaction interaction) {
        return new JsonObject()
                .put("id", interaction.id().toString())
                .put("task", interaction.task())
                .put("target", rows.json(interaction.target()))
                .put("arguments", new JsonObject(interaction.arguments()))
                .put("timeout", interaction.timeout().toMillis())
                .put("requested", interaction.requestedBy())
                .put(
                        "schedule",
                        interaction.scheduleId() == null
                                ? null
                                : interaction.scheduleId().toString())
                .put("due", interaction.dueAt().toString())
                .put("created", interaction.createdAt().toString())
                .put("deadline", interaction.deadline().toString());
    }

    /** Takes interactions whose expansion nobody goes on with. */
    Uni<List<Interaction>> takeUnexpanded(Instant now, Duration lease, int limit) {
        var sql = """
                update interactions set leased_until = $2 where id in (
                    select id from interactions
                    where state = 'running' and not expanded and deadline > $1
                      and (leased_until is null or leased_until <= $1)
                    order by id limit $3 for update skip locked)
                returning *
                """;
        return database.query(sql, Tuple.of(time(now), time(now.plus(lease)), limit))
                .map(taken -> list(taken, this::interaction));
    }

    /** Keeps everybody from cancelling it before the transaction ends; answers false when it has ended. */
    Uni<Boolean> lockRunning(SqlConnection connection, UUID id) {
        var sql = "select 1 from interactions where id = $1 and state = 'running' for update";
        return connection.preparedQuery(sql).execute(Tuple.of(id)).map(found -> found.size() == 1);
    }

    /** Remembers how far the expansion has come. */
    Uni<Void> advance(SqlConnection connection, UUID id, String next, Instant leasedUntil) {
        var sql = "update interactions set cursor = $2, expanded = $3, leased_until = $4 where id = $1";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, next, next == null, time(leasedUntil)))
                .replaceWithVoid();
    }

    Uni<Void> retryAt(UUID id, Instant at) {
        var sql = "update interactions set leased_until = $2 where id = $1 and not expanded";
        return database.query(sql, Tuple.of(id, time(at))).replaceWithVoid();
    }

    /** Ends the expansion of interactions whose time is up; answers them. */
    Uni<List<UUID>> giveUpExpanding(Instant now, RunError reason) {
        var sql = """
                update interactions set expanded = true, error = $2
                where id in (select id from interactions where state = 'running' and not expanded and deadline <= $1
                             order by id limit 500 for update skip locked)
                returning id
                """;
        return database.query(sql, Tuple.of(time(now), rows.json(reason)))
                .map(found -> list(found, row -> row.getUUID("id")));
    }

    /** Marks it to be closed as cancelled, for this reason. */
    Uni<Void> cancel(SqlConnection connection, UUID id, RunError reason) {
        var sql = "update interactions set expanded = true, error = $2 where id = $1 and state = 'running'";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, rows.json(reason)))
                .replaceWithVoid();
    }

    Uni<InteractionView> find(UUID id) {
        return database.query(VIEW + "where i.id = $1", Tuple.of(id))
                .map(found -> found.size() == 0 ? null : view(found.iterator().next()));
    }

    /** Newest first. */
    Uni<List<InteractionView>> find(InteractionFilter filter, int limit) {
        var conditions = new ArrayList<String>();
        var arguments = Tuple.tuple();
        add(conditions, arguments, "i.task = ", filter.task());
        add(conditions, arguments, "i.state = ", filter.state());
        add(conditions, arguments, "i.schedule_id = ", filter.schedule());
        add(conditions, arguments, "i.id < ", filter.after());
        var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        var sql = VIEW + where + " order by i.id desc limit $" + (arguments.size() + 1);
        return database.query(sql, arguments.addValue(limit)).map(found -> list(found, this::view));
    }

    private static void add(Collection<String> conditions, Tuple arguments, String condition, Object value) {
        if (value != null) {
            var ignored = arguments.addValue(value);
            conditions.add(condition + "$" + arguments.size());
        }
    }

    /** Which of these have ended. */
    Uni<Set<UUID>> ended(Collection<UUID> ids) {
        var sql = "select id from interactions where id = any($1) and state <> 'running'";
        return database.query(sql, Tuple.of(ids.toArray(UUID[]::new))).map(Interactions::ids);
    }

    private InteractionView view(Row row) {
        return new InteractionView(
                row.getUUID("id"),
                row.getString("task"),
                rows.read(row, "target", Target.class),
                map(row, "arguments"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("requested_by"),
                row.getUUID("schedule_id"),
                InteractionState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                counts(map(row, "runs")),
                rows.read(row, "error", RunError.class),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instant(row, "ended_at"));
    }

    private static Map<String, Integer> counts(Map<String, Object> stored) {
        var counts = new LinkedHashMap<String, Integer>();
        if (stored != null) {
            stored.forEach((state, count) -> counts.put(state, ((Number) count).intValue()));
        }
        return counts;
    }

    private Interaction interaction(Row row) {
        return new Interaction(
                row.getUUID("id"),
                row.getString("task"),
                rows.read(row, "target", Target.class),
                map(row, "arguments"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("requested_by"),
                row.getUUID("schedule_id"),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instant(row, "deadline"),
                row.getString("cursor"));
    }

    private static Set<UUID> ids(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(row -> row.getUUID("id"))
                .collect(Collectors.toSet());
    }

    private static <T> List<T> list(RowSet<Row> found, Function<Row, T> reader) {
        return StreamSupport.stream(found.spliterator(), false).map(reader).toList();
    }
}
