package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The stored schedules. */
@Singleton
final class Schedules {
    private static final String VIEW = """
            select s.*, exists (select from interactions i where i.schedule_id = s.id and i.state = 'running') as running
            from schedules s
            """;

    private final Database database;
    private final Rows rows;

    Schedules(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    Uni<Void> insert(Schedule schedule, String by) {
        var sql = """
                insert into schedules (id, name, cron, every_ms, time_zone, task, target, arguments, timeout_ms, misfire,
                                       overlap, enabled, next_at, updated_at, updated_by, version, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $14)
                """;
        return unique(database.query(sql, arguments(schedule, by)), schedule);
    }

    Uni<Void> update(SqlConnection connection, Schedule schedule, String by) {
        var sql = """
                update schedules set name = $2, cron = $3, every_ms = $4, time_zone = $5, task = $6, target = $7,
                    arguments = $8, timeout_ms = $9, misfire = $10, overlap = $11, enabled = $12, next_at = $13,
                    updated_at = $14, updated_by = $15, version = $16
                where id = $1
                """;
        return unique(connection.preparedQuery(sql).execute(arguments(schedule, by)), schedule);
    }

    private static Uni<Void> unique(Uni<RowSet<Row>> change, Schedule schedule) {
        return change.onFailure(PgException.class)
                .transform(failure -> "23505".equals(failure.getSqlState())
                        ? Problems.nameTaken(schedule.definition().name())
                        : failure)
                .replaceWithVoid();
    }

    private Tuple arguments(Schedule schedule, String by) {
        var definition = schedule.definition();
        return Tuple.from(java.util.Arrays.asList(
                schedule.id(),
                definition.name(),
                definition.cron(),
                definition.every() == null ? null : definition.every().toMillis(),
                definition.timeZone(),
                definition.task(),
                rows.json(definition.target()),
                new JsonObject(definition.arguments()),
                definition.timeout().toMillis(),
                word(definition.misfire()),
                word(definition.overlap()),
                definition.enabled(),
                time(schedule.nextAt()),
                time(schedule.updatedAt()),
                by,
                schedule.version()));
    }

    Uni<Schedule> find(UUID id) {
        return database.query(VIEW + "where s.id = $1", Tuple.of(id)).map(this::first);
    }

    /** Keeps everybody else, the firing included, from changing it before the transaction ends. */
    Uni<Schedule> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(VIEW + "where s.id = $1 for update of s")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    /** Ordered by name. */
    Uni<List<Schedule>> find(String afterName, int limit) {
        return database.query(
                        VIEW + "where $1::text is null or s.name > $1 order by s.name limit $2",
                        Tuple.of(afterName, limit))
                .map(this::list);
    }

    Uni<Void> delete(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("delete from schedules where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /**
     * Takes schedules that are due, for the time of the transaction; one that waits for the end of its last interaction
     * is not taken.
     *
     * @param missed times before this one are made up for where the misfire rule is {@code all}, one after another
     */
    Uni<List<Schedule>> takeDue(SqlConnection connection, Instant now, Instant missed, int limit) {
        var due = """
                select s.id from schedules s
                where s.enabled and s.next_at <= $1
                  and not ((s.overlap = 'queue' or (s.overlap = 'skip' and s.misfire = 'all' and s.next_at < $2))
                    and exists (select from interactions i where i.schedule_id = s.id and i.state = 'running'))
                order by s.next_at limit $3 for update of s skip locked
                """;
        return connection
                .preparedQuery(due)
                .execute(Tuple.of(time(now), time(missed), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toArray(UUID[]::new))
                .chain(ids -> ids.length == 0 ? Uni.createFrom().item(List.of()) : read(connection, ids));
    }

    /** A statement of its own after the rows are locked, so that it sees what the replica before has committed. */
    private Uni<List<Schedule>> read(SqlConnection connection, UUID[] ids) {
        return connection
                .preparedQuery(VIEW + "where s.id = any($1) order by s.next_at")
                .execute(Tuple.of((Object) ids))
                .map(this::list);
    }

    Uni<Void> fired(SqlConnection connection, List<Firing.Decision> decisions) {
        var sql = """
                update schedules s set next_at = x.next, last_at = coalesce(x.last, s.last_at),
                    last_error = coalesce(x.error, s.last_error)
                from jsonb_to_recordset($1) as x(id uuid, next timestamptz, last timestamptz, error text)
                where s.id = x.id
                """;
        var values = new JsonArray();
        decisions.forEach(decision -> values.add(new JsonObject()
                .put("id", decision.schedule().id().toString())
                .put("next", decision.next() == null ? null : decision.next().toString())
                .put("last", decision.fires() ? decision.due().toString() : null)
                .put("error", decision.error())));
        return connection.preparedQuery(sql).execute(Tuple.of(values)).replaceWithVoid();
    }

    /** Fixed delays whose last interaction ended without setting the next time, because of a crash or a deletion. */
    Uni<Void> rearm(Instant now) {
        var sql = """
                update schedules s set next_at = coalesce(s.last_ended_at, $1) + s.every_ms * interval '1 millisecond'
                where s.enabled and s.every_ms is not null and s.next_at is null
                  and not exists (select from interactions i where i.schedule_id = s.id and i.state = 'running')
                """;
        return database.query(sql.replace("$1", "$1::timestamptz"), Tuple.of(time(now)))
                .replaceWithVoid();
    }

    /** The earliest time after now that any schedule waits for; null when there is none. */
    Uni<Instant> nextAfter(Instant now) {
        return database.query(
                        "select min(next_at) as next from schedules where enabled and next_at > $1",
                        Tuple.of(time(now)))
                .map(found -> instant(found.iterator().next(), "next"));
    }

    private Schedule first(RowSet<Row> found) {
        if (found.size() == 0) {
            throw Problems.notFound("schedule");
        }
        return schedule(found.iterator().next());
    }

    private List<Schedule> list(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(this::schedule)
                .toList();
    }

    private Schedule schedule(Row row) {
        return new Schedule(
                row.getUUID("id"),
                definition(row),
                instant(row, "next_at"),
                instant(row, "last_at"),
                instant(row, "last_ended_at"),
                row.getBoolean("running"),
                row.getString("last_error"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    private DefineSchedule definition(Row row) {
        var every = row.getLong("every_ms");
        return new DefineSchedule(
                row.getString("name"),
                row.getString("cron"),
                every == null ? null : Duration.ofMillis(every),
                row.getString("time_zone"),
                row.getString("task"),
                rows.read(row, "target", Target.class),
                Rows.map(row, "arguments"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                Misfire.valueOf(row.getString("misfire").toUpperCase(Locale.ROOT)),
                Overlap.valueOf(row.getString("overlap").toUpperCase(Locale.ROOT)),
                row.getBoolean("enabled"));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
