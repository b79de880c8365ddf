package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.time;

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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The stored schedules, as people define them. */
@Singleton
final class Schedules {
    private static final String INSERT = """
            insert into schedules (id, name, cron, every_ms, rate_ms, at, anchor_at, time_zone, days, start_at, end_at,
                                   jitter_ms, quiet, task, target, arguments, timeout_ms, misfire, horizon_ms, overlap,
                                   run_at_start, enabled, next_at, fire_at, set_name, updated_at, updated_by, version,
                                   created_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                    $23, $24, $25, $26, $27, $28, $26)
            """;

    private static final String UPDATE = """
            update schedules set name = $2, cron = $3, every_ms = $4, rate_ms = $5, at = $6, anchor_at = $7,
                time_zone = $8, days = $9, start_at = $10, end_at = $11, jitter_ms = $12, quiet = $13, task = $14,
                target = $15, arguments = $16, timeout_ms = $17, misfire = $18, horizon_ms = $19, overlap = $20,
                run_at_start = $21, enabled = $22, next_at = $23, fire_at = $24, set_name = $25, updated_at = $26,
                updated_by = $27, version = $28, retired_at = null
            where id = $1
            """;

    private final Database database;
    private final Rows rows;
    private final ScheduleRows scheduleRows;

    Schedules(Database database, Rows rows, ScheduleRows scheduleRows) {
        this.database = database;
        this.rows = rows;
        this.scheduleRows = scheduleRows;
    }

    Uni<Void> insert(Schedule schedule, String by) {
        return unique(database.query(INSERT, arguments(schedule, by)), schedule);
    }

    Uni<Void> update(SqlConnection connection, Schedule schedule, String by) {
        return unique(connection.preparedQuery(UPDATE).execute(arguments(schedule, by)), schedule);
    }

    /** Stores new schedules and changed ones, pipelined. */
    Uni<Void> apply(SqlConnection connection, List<Schedule> created, List<Schedule> changed, String by) {
        return batch(connection, INSERT, created, by).chain(() -> batch(connection, UPDATE, changed, by));
    }

    private Uni<Void> batch(SqlConnection connection, String sql, List<Schedule> schedules, String by) {
        if (schedules.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var batch = schedules.stream().map(schedule -> arguments(schedule, by)).toList();
        return unique(connection.preparedQuery(sql).executeBatch(batch), schedules.getFirst());
    }

    /** What has left its set never fires again, and gives its name free. */
    Uni<Void> retire(SqlConnection connection, List<UUID> ids, Instant now, String by) {
        var sql = """
                update schedules set enabled = false, next_at = null, fire_at = null, retired_at = $2, updated_at = $2,
                    updated_by = $3, version = version + 1
                where id = any($1)
                """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(ids.toArray(UUID[]::new), time(now), by))
                .replaceWithVoid();
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
        return Tuple.from(Arrays.asList(
                schedule.id(),
                definition.name(),
                definition.cron(),
                millis(definition.every()),
                millis(definition.rate()),
                time(definition.at()),
                time(schedule.anchorAt()),
                definition.timeZone(),
                word(definition.days()),
                time(definition.startAt()),
                time(definition.endAt()),
                millis(definition.jitter()),
                definition.quiet() == null
                        ? null
                        : new JsonArray(
                                definition.quiet().stream().map(rows::json).toList()),
                definition.task(),
                rows.json(definition.target()),
                new JsonObject(definition.arguments()),
                definition.timeout().toMillis(),
                word(definition.misfire()),
                millis(definition.misfireHorizon()),
                word(definition.overlap()),
                definition.runAtStart(),
                definition.enabled(),
                time(schedule.standing().nextAt()),
                time(schedule.standing().fireAt()),
                schedule.set(),
                time(schedule.updatedAt()),
                by,
                schedule.version()));
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    Uni<Schedule> find(UUID id) {
        return database.query(ScheduleRows.SELECT + "where s.id = $1", Tuple.of(id))
                .map(this::first);
    }

    /** Keeps everybody else, the firing included, from changing it before the transaction ends. */
    Uni<Schedule> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(ScheduleRows.SELECT + "where s.id = $1 for update of s")
                .execute(Tuple.of(id))
                .map(this::first);
    }

    /** Locks what a set has now, what it had and retired, and whatever else has one of these names. */
    Uni<List<Schedule>> lockForSet(SqlConnection connection, String set, Set<String> names) {
        var sql = ScheduleRows.SELECT
                + "where s.set_name = $1 or (s.name = any($2) and s.retired_at is null) order by s.id for update of s";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(set, names.toArray(String[]::new)))
                .map(scheduleRows::list);
    }

    /** All that have not retired, ordered by name; of one set, or of all when it is null. */
    Uni<List<Schedule>> export(String set) {
        var sql = ScheduleRows.SELECT
                + "where s.retired_at is null and ($1::text is null or s.set_name = $1) order by s.name";
        return database.query(sql, Tuple.of(set)).map(scheduleRows::list);
    }

    Uni<Void> delete(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("delete from schedules where id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    private Schedule first(RowSet<Row> found) {
        if (found.size() == 0) {
            throw Problems.notFound("schedule");
        }
        return scheduleRows.schedule(found.iterator().next());
    }
}
