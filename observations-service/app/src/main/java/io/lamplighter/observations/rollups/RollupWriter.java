package io.lamplighter.observations.rollups;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of rolling up, each a transaction of its own that the roller begins. One roller works at a time: what it
 * writes is never older than what is there.
 */
@ApplicationScoped
class RollupWriter {
    private static final Duration DAY = Duration.ofDays(1);
    private static final String CLOSE = "update rollup_watermark set closed = $1";
    private static final String ADD_JOB = """
            insert into rollup_job (since, until, daily)
            select s, least(s + interval '744 hours', $2::timestamptz), $3::boolean from generate_series(
                greatest($1::timestamptz, (select min(since) from stored_partition where parent = 'attribute')),
                $2::timestamptz - interval '1 microsecond', interval '744 hours') s
            where exists (select from latest)""";
    private static final String PENDING = """
            select p.series_id, p.day, s.raw_since > p.day::timestamp at time zone 'UTC' as sealed
            from pending_rollup p left join series s on s.id = p.series_id
            order by p.series_id, p.day limit $1 for update of p skip locked""";
    private static final String DONE = """
            delete from pending_rollup p using unnest($1::int[], $2::date[]) as d(series_id, day)
            where p.series_id = d.series_id and p.day = d.day""";
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

    /** Rolls up some of the days that are pending, and tells whether there were any. */
    Uni<Boolean> rollUpPending(SqlConnection connection) {
        return Watermark.read(connection)
                .chain(closed -> connection
                        .preparedQuery(PENDING)
                        .execute(Tuple.of(config.pendingPerStep()))
                        .chain(marks -> rollUp(connection, marks, closed).replaceWith(marks.size() > 0)));
    }

    private Uni<Void> rollUp(SqlConnection connection, RowSet<Row> marks, Instant closed) {
        var hours = new Scope();
        var days = new Scope();
        for (var mark : marks) {
            if (Boolean.TRUE.equals(mark.getBoolean("sealed"))) {
                continue;
            }
            var day = mark.getLocalDate("day").atStartOfDay(ZoneOffset.UTC).toInstant();
            var end = day.plus(DAY);
            hours.add(mark.getInteger("series_id"), day, end.isBefore(closed) ? end : closed);
            if (!end.isAfter(closed)) {
                days.add(mark.getInteger("series_id"), day, end);
            }
        }
        return rollUp(connection, hours, days).chain(() -> done(connection, marks));
    }

    private static Uni<Void> done(SqlConnection connection, RowSet<Row> marks) {
        var series = new ArrayList<Integer>(marks.size());
        var days = new ArrayList<java.time.LocalDate>(marks.size());
        for (var mark : marks) {
            series.add(mark.getInteger("series_id"));
            days.add(mark.getLocalDate("day"));
        }
        return connection
                .preparedQuery(DONE)
                .execute(Tuple.of(series.toArray(Integer[]::new), days.toArray(java.time.LocalDate[]::new)))
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
