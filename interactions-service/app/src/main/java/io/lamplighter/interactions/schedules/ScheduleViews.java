package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.instant;

import io.lamplighter.interactions.api.InteractionState;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.ScheduleView;
import io.lamplighter.interactions.problems.Problems;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Schedules as people see them, with how their newest interactions went. The figures are counted when they are asked
 * for, over a hundred rows each, so that a firing writes nothing for them.
 */
@Singleton
final class ScheduleViews {
    private static final String VIEW = """
            select s.*, f.*, l.*,
                   (select i.id from interactions i where i.schedule_id = s.id and i.ended_at is null limit 1) is not null as running
            from schedules s
            left join lateral (
                select i.id as last_id, i.due_at as last_due_at, i.created_at as last_started_at,
                       i.ended_at as last_finished_at, i.state as last_state, i.runs as last_runs, i.error as last_failure
                from interactions i where i.schedule_id = s.id order by i.id desc limit 1) l on true
            left join lateral (
                select count(*) as counted, count(*) filter (where n.state <> 'running') as ended,
                       count(*) filter (where n.state = 'succeeded') as succeeded,
                       percentile_disc(0.5) within group (order by n.late) as late_p50,
                       percentile_disc(0.99) within group (order by n.late) as late_p99
                from (select i.state,
                             (extract(epoch from i.created_at - coalesce(i.planned_at, i.due_at)) * 1000000)::bigint as late
                      from interactions i
                      where i.schedule_id = s.id and coalesce(i.error ->> 'code', '') <> 'overlap_skipped'
                      order by i.id desc limit 100) n) f on true
            """;

    private final Database database;
    private final ScheduleRows scheduleRows;
    private final Rows rows;
    private final NamePatterns names;

    ScheduleViews(Database database, ScheduleRows scheduleRows, Rows rows, NamePatterns names) {
        this.database = database;
        this.scheduleRows = scheduleRows;
        this.rows = rows;
        this.names = names;
    }

    Uni<ScheduleView> find(UUID id) {
        return database.query(VIEW + "where s.id = $1", Tuple.of(id)).map(found -> {
            if (found.size() == 0) {
                throw Problems.notFound("schedule");
            }
            return view(found.iterator().next());
        });
    }

    /** Those that have not retired, ordered by name; of one set, or of all when it is null. */
    Uni<List<ScheduleView>> find(String set, String afterName, int limit) {
        var sql = VIEW + """
                where s.retired_at is null and s.name > coalesce($1, '') and ($2::text is null or s.set_name = $2)
                order by s.name limit $3
                """;
        return database.query(sql, Tuple.of(afterName, set, limit))
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(this::view)
                        .toList());
    }

    private ScheduleView view(Row row) {
        var schedule = scheduleRows.schedule(row);
        var definition = schedule.definition();
        var standing = schedule.standing();
        return new ScheduleView(
                schedule.id(),
                definition.name(),
                schedule.set(),
                definition.cron(),
                definition.every(),
                definition.rate(),
                definition.at(),
                definition.timeZone(),
                definition.days(),
                definition.startAt(),
                definition.endAt(),
                definition.jitter(),
                definition.quiet(),
                definition.task(),
                definition.target(),
                definition.arguments(),
                definition.timeout(),
                definition.misfire(),
                definition.misfireHorizon(),
                definition.overlap(),
                definition.runAtStart(),
                definition.enabled(),
                definition.enabled() && names.admit(definition.name()),
                standing.nextAt(),
                standing.firesAt(),
                standing.lastAt(),
                standing.running(),
                standing.lastError() != null,
                standing.lastError(),
                last(row),
                figures(row),
                schedule.retiredAt(),
                schedule.createdAt(),
                schedule.updatedAt(),
                schedule.version());
    }

    private ScheduleView.Last last(Row row) {
        if (row.getUUID("last_id") == null) {
            return null;
        }
        return new ScheduleView.Last(
                row.getUUID("last_id"),
                instant(row, "last_due_at"),
                instant(row, "last_started_at"),
                instant(row, "last_finished_at"),
                InteractionState.valueOf(row.getString("last_state").toUpperCase(Locale.ROOT)),
                counts(Rows.map(row, "last_runs")),
                rows.read(row, "last_failure", RunError.class));
    }

    private static Map<String, Integer> counts(Map<String, Object> stored) {
        if (stored == null) {
            return null;
        }
        var counts = new LinkedHashMap<String, Integer>();
        stored.forEach((state, count) -> counts.put(state, ((Number) count).intValue()));
        return counts;
    }

    private static ScheduleView.Figures figures(Row row) {
        var counted = row.getLong("counted");
        if (counted == null || counted == 0) {
            return null;
        }
        long ended = row.getLong("ended");
        return new ScheduleView.Figures(
                counted.intValue(),
                ended == 0 ? null : (double) row.getLong("succeeded") / ended,
                micros(row.getLong("late_p50")),
                micros(row.getLong("late_p99")));
    }

    private static Duration micros(Long micros) {
        return micros == null ? null : Duration.ofNanos(micros * 1000);
    }
}
