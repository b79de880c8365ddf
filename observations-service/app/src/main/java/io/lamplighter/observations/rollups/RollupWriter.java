package io.lamplighter.observations.rollups;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of rolling up, each a transaction of its own that the roller begins. One roller works at a time: what it
 * writes is never older than what is there.
 */
@Singleton
class RollupWriter {
    private static final Duration DAY = Duration.ofDays(1);
    private static final long PILE = 16;
    private static final String CLOSE = "update rollup_watermark set closed = $1";
    private static final String ADD_JOB = """
            insert into rollup_job (since, until, daily)
            select s, least(s + interval '744 hours', $2::timestamptz), $3::boolean from generate_series(
                greatest($1::timestamptz, (select min(since) from stored_partition where parent = 'attribute')),
                $2::timestamptz - interval '1 microsecond', interval '744 hours') s
            where exists (select from latest)""";
    // Marks pile up while a day's observations keep coming: then all but the newest go, and the day stays pending.
    private static final String PENDING = """
            select p.series_id, p.day, array_agg(p.id order by p.marked_at desc, p.id desc) as marks, max(p.marked_at) < $4 as settled,
                (select raw_since > p.day::timestamp at time zone 'UTC' from series where id = p.series_id) as sealed
            from pending_rollup p where (p.series_id, p.day) > ($1, $2)
            group by p.series_id, p.day having max(p.marked_at) < $4 or count(*) > $5
            order by p.series_id, p.day limit $3""";
    private static final String UNMARK = """
            delete from pending_rollup p using unnest($1::int[], $2::date[], $3::bigint[]) as done(series_id, day, id)
            where p.series_id = done.series_id and p.day = done.day and p.id = done.id""";
    private static final String JOB =
            "select id, since, until, daily, after_series from rollup_job order by id limit 1";
    private static final String JOB_SERIES = """
            select series_id, valid_at >= $2 and value is not null as alive from latest
            where series_id > $1 order by series_id limit $3""";
    private static final String ADVANCE_JOB = "update rollup_job set after_series = $2 where id = $1";
    private static final String END_JOB = "delete from rollup_job where id = $1";

    private final RollupsConfig config;

    RollupWriter(RollupsConfig config) {
        this.config = config;
    }

    /** Closes the hours before that time, unless they are. */
    Uni<Void> close(SqlConnection connection, Instant hour) {
        return Watermark.read(connection)
                .chain(closed -> closed.isBefore(hour)
                        ? Watermark.seize(connection)
                                .chain(() -> connection.preparedQuery(CLOSE).execute(Tuple.of(time(hour))))
                                .chain(() -> addJob(connection, closed, hour, false))
                                .chain(() -> addJob(connection, Level.DAY.floor(closed), Level.DAY.floor(hour), true))
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> addJob(SqlConnection connection, Instant since, Instant until, boolean daily) {
        return since.isBefore(until)
                ? connection
                        .preparedQuery(ADD_JOB)
                        .execute(Tuple.of(time(since), time(until), daily))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    /** A day of a series, after which those come that are looked at next. */
    record Pending(int series, LocalDate day) {
        static final Pending FIRST = new Pending(Integer.MIN_VALUE, LocalDate.EPOCH);
    }

    /**
     * Rolls up some of the days after that one that are pending, and tells the last of them unless there are no more.
     *
     * <p>Marks are read first, then the raw rows: whoever commits in between leaves a mark that stays.
     *
     * @param settledBefore days with a newer mark are left pending
     */
    Uni<Optional<Pending>> rollUpPending(SqlConnection connection, Instant settledBefore, Pending after) {
        return Watermark.read(connection)
                .chain(closed -> connection
                        .preparedQuery(PENDING)
                        .execute(Tuple.of(
                                after.series(), after.day(), config.pendingPerStep(), time(settledBefore), PILE))
                        .chain(days -> rollUp(connection, days, closed).map(done -> last(days))));
    }

    private Optional<Pending> last(RowSet<Row> days) {
        if (days.size() < config.pendingPerStep()) {
            return Optional.empty();
        }
        Row last = null;
        for (var each : days) {
            last = each;
        }
        return Optional.of(new Pending(last.getInteger("series_id"), last.getLocalDate("day")));
    }

    private Uni<Void> rollUp(SqlConnection connection, RowSet<Row> pending, Instant closed) {
        var hours = new Scope();
        var days = new Scope();
        for (var each : pending) {
            if (!each.getBoolean("settled") || Boolean.TRUE.equals(each.getBoolean("sealed"))) {
                continue;
            }
            var day = each.getLocalDate("day").atStartOfDay(ZoneOffset.UTC).toInstant();
            var end = day.plus(DAY);
            hours.add(each.getInteger("series_id"), day, end.isBefore(closed) ? end : closed);
            if (!end.isAfter(closed)) {
                days.add(each.getInteger("series_id"), day, end);
            }
        }
        return rollUp(connection, hours, days).chain(() -> unmark(connection, pending));
    }

    private static Uni<Void> unmark(SqlConnection connection, RowSet<Row> pending) {
        var series = new ArrayList<Integer>();
        var days = new ArrayList<LocalDate>();
        var ids = new ArrayList<Long>();
        for (var each : pending) {
            var marks = each.getArrayOfLongs("marks");
            for (var i = each.getBoolean("settled") ? 0 : 1; i < marks.length; i++) {
                series.add(each.getInteger("series_id"));
                days.add(each.getLocalDate("day"));
                ids.add(marks[i]);
            }
        }
        return connection
                .preparedQuery(UNMARK)
                .execute(Tuple.of(
                        series.toArray(Integer[]::new), days.toArray(LocalDate[]::new), ids.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Rolls up what was closed, for some more series, and tells whether there was anything left. */
    Uni<Boolean> rollUpClosed(SqlConnection connection) {
        return connection
                .preparedQuery(JOB)
                .execute()
                .chain(jobs -> jobs.size() == 0
                        ? Uni.createFrom().item(false)
                        : rollUpClosed(connection, jobs.iterator().next()).replaceWith(true));
    }

    private Uni<Void> rollUpClosed(SqlConnection connection, Row job) {
        var since = job.getOffsetDateTime("since");
        return connection
                .preparedQuery(JOB_SERIES)
                .execute(Tuple.of(job.getInteger("after_series"), since, config.seriesPerStep()))
                .chain(series -> {
                    if (series.size() == 0) {
                        return connection.preparedQuery(END_JOB).execute(Tuple.of(job.getInteger("id")));
                    }
                    var scope = new Scope();
                    var last = 0;
                    for (var each : series) {
                        last = each.getInteger("series_id");
                        if (each.getBoolean("alive")) {
                            scope.add(
                                    last,
                                    since.toInstant(),
                                    job.getOffsetDateTime("until").toInstant());
                        }
                    }
                    var reached = last;
                    var daily = job.getBoolean("daily");
                    return rollUp(connection, daily ? new Scope() : scope, daily ? scope : new Scope())
                            .chain(() -> connection
                                    .preparedQuery(ADVANCE_JOB)
                                    .execute(Tuple.of(job.getInteger("id"), reached)));
                })
                .replaceWithVoid();
    }

    private Uni<Void> rollUp(SqlConnection connection, Scope hours, Scope days) {
        return rollUp(connection, Level.MINUTE, hours)
                .chain(() -> rollUp(connection, Level.HOUR, hours))
                .chain(() -> rollUp(connection, Level.DAY, days));
    }

    private Uni<Void> rollUp(SqlConnection connection, Level level, Scope scope) {
        if (scope.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(RollupSql.delete(level))
                .execute(Tuple.of(scope.series(), scope.since(), scope.until()))
                .chain(() -> connection
                        .preparedQuery(RollupSql.insert(level))
                        .execute(Tuple.from(List.of(scope.series(), scope.since(), scope.until(), config.least()))))
                .replaceWithVoid();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
