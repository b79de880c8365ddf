package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.lamplighter.interactions.tasks.Tasks;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The statements by which schedules are fired, each for a whole batch. Firing writes the interactions here too, from
 * the rows of their schedules, so that nothing of a definition goes to the service and back.
 */
@Singleton
final class DueSchedules {
    private static final RunError OVERLAP_SKIPPED = new RunError("overlap_skipped", FiringRules.OVERLAP_SKIPPED);
    private static final Duration REARM = Duration.ofSeconds(1);
    private static final Duration LEFT_BEHIND = Duration.ofMillis(25);

    /**
     * $1 is now, and $2 the time before which a time is made up for; what waits for the end of its last interaction is
     * not due.
     */
    private static final String DUE = """
            from schedules s
            where s.enabled and s.next_at is not null and greatest(s.fire_at, s.next_at) <= $1
              and not ((s.overlap = 'queue' or (s.overlap = 'skip' and s.misfire = 'all' and s.next_at < $2))
                and (select i.id from interactions i where i.schedule_id = s.id and i.ended_at is null limit 1) is not null)
            """;

    private final Database database;
    private final Rows rows;
    private final ScheduleRows scheduleRows;
    private final Tasks tasks;
    private volatile Instant rearmed = Instant.EPOCH;

    DueSchedules(Database database, Rows rows, ScheduleRows scheduleRows, Tasks tasks) {
        this.database = database;
        this.rows = rows;
        this.scheduleRows = scheduleRows;
        this.tasks = tasks;
    }

    /** Takes schedules that are due, for the time of the transaction; a replica that is cut off loses them soon. */
    Uni<List<Schedule>> take(SqlConnection connection, Instant now, Instant missed, int limit) {
        var sql = "select s.id, set_config('idle_in_transaction_session_timeout', '4000', true) " + DUE
                + " order by greatest(s.fire_at, s.next_at) limit $3 for update of s skip locked";
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(time(now), time(missed), limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toArray(UUID[]::new))
                .chain(ids -> ids.length == 0 ? Uni.createFrom().item(List.of()) : read(connection, ids));
    }

    /** A statement of its own after the rows are locked, so that it sees what the replica before has committed. */
    private Uni<List<Schedule>> read(SqlConnection connection, UUID[] ids) {
        return connection
                .preparedQuery(ScheduleRows.SELECT + "where s.id = any($1) order by greatest(s.fire_at, s.next_at)")
                .execute(Tuple.of((Object) ids))
                .map(scheduleRows::list);
    }

    /** Stores what was decided; answers the ids of the interactions that were not there yet. */
    Uni<Set<UUID>> fired(SqlConnection connection, List<Decision> decisions, Instant now, Instant leasedUntil) {
        var sql = """
                with x as (
                    select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::boolean[],
                                         $6::timestamptz[], $7::timestamptz[], $8::text[], $12::int[], $13::bigint[],
                                         $14::bigint[])
                    as x(schedule, interaction, due, planned, left_out, next, fire, error, attempts, delay, most)),
                moved as (
                    update schedules s set next_at = x.next, fire_at = x.fire,
                        last_at = case when x.interaction is not null and not x.left_out then x.due else s.last_at end,
                        last_error = coalesce(x.error, s.last_error)
                    from x where s.id = x.schedule)
                insert into interactions (id, task, target, arguments, timeout_ms, requested_by, schedule_id, due_at,
                                          planned_at, created_at, ended_at, deadline, state, runs, error, expanded,
                                          leased_until, retry_attempts, retry_delay_ms, retry_most_ms)
                select x.interaction, s.task, s.target, s.arguments, s.timeout_ms, 'schedule:' || s.name, s.id, x.due,
                       x.planned, $9::timestamptz, case when x.left_out then $9::timestamptz end,
                       $9::timestamptz + s.timeout_ms * interval '1 millisecond',
                       case when x.left_out then 'cancelled' else 'running' end,
                       case when x.left_out then '{}'::jsonb end, case when x.left_out then $10::jsonb end, x.left_out,
                       case when not x.left_out then $11::timestamptz end, x.attempts, x.delay, x.most
                from x join schedules s on s.id = x.schedule
                where x.interaction is not null
                on conflict do nothing
                returning id
                """;
        var retries = decisions.stream()
                .map(decision -> tasks.retry(decision.schedule().definition().task(), null))
                .toList();
        var arguments = Tuple.from(Arrays.asList(
                column(decisions, decision -> decision.schedule().id(), UUID[]::new),
                column(decisions, Decision::interactionId, UUID[]::new),
                times(decisions, Decision::due),
                times(decisions, Decision::planned),
                column(decisions, Decision::leftOut, Boolean[]::new),
                times(decisions, Decision::next),
                times(decisions, Decision::fireAt),
                column(decisions, Decision::error, String[]::new),
                time(now),
                rows.json(OVERLAP_SKIPPED),
                time(leasedUntil),
                column(retries, Retry::attempts, Integer[]::new),
                column(retries, retry -> retry.delay().toMillis(), Long[]::new),
                column(retries, retry -> retry.maxDelay().toMillis(), Long[]::new)));
        return connection
                .preparedQuery(sql)
                .execute(arguments)
                .map(stored -> StreamSupport.stream(stored.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .collect(Collectors.toSet()));
    }

    private static OffsetDateTime[] times(List<Decision> decisions, Function<Decision, Instant> value) {
        return column(decisions, decision -> time(value.apply(decision)), OffsetDateTime[]::new);
    }

    private static <S, T> T[] column(List<S> some, Function<S, T> value, IntFunction<T[]> array) {
        return some.stream().map(value).toArray(array);
    }

    /** Fixed delays whose last interaction ended without setting the next time, because of a crash or a deletion. */
    Uni<Void> rearm(Instant now) {
        if (now.isBefore(rearmed.plus(REARM))) {
            return Uni.createFrom().voidItem();
        }
        var sql = """
                update schedules s set
                    next_at = coalesce(s.last_ended_at, $1::timestamptz) + s.every_ms * interval '1 millisecond',
                    fire_at = null
                where s.enabled and s.every_ms is not null and s.next_at is null
                  and (s.end_at is null or s.end_at > $1::timestamptz)
                  and (select i.id from interactions i where i.schedule_id = s.id and i.ended_at is null limit 1) is null
                """;
        return database.query(sql, Tuple.of(time(now)))
                .invoke(() -> rearmed = now)
                .replaceWithVoid();
    }

    /** Makes those due that are to run when the service starts; replicas that start together do so once. */
    Uni<Void> armForStart(Instant now) {
        var sql = """
                update schedules set next_at = $1, fire_at = null, started_at = $1
                where enabled and run_at_start
                  and (started_at is null or started_at < $1::timestamptz - interval '1 minute')
                """;
        return database.query(sql, Tuple.of(time(now))).replaceWithVoid();
    }

    /** How long nothing will be due, at most {@code longest}; short where something due could not be taken. */
    Uni<Duration> pause(Instant now, Duration longest, Duration grace) {
        var sql = """
                select (select min(greatest(fire_at, next_at)) from schedules
                        where enabled and next_at is not null and greatest(fire_at, next_at) > $1) as next,
                       exists (select""" + " " + DUE + ") as left_behind";
        return database.query(sql, Tuple.of(time(now), time(now.minus(grace)))).map(found -> {
            var row = found.iterator().next();
            var next = instant(row, "next");
            if (row.getBoolean("left_behind")) {
                return LEFT_BEHIND;
            }
            // A timer counts whole milliseconds: one more, so that it never ends before the time.
            var until = next == null ? longest : Duration.between(now, next).plusMillis(1);
            return until.compareTo(longest) < 0 ? until : longest;
        });
    }
}
