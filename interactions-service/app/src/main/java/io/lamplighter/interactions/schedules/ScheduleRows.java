package io.lamplighter.interactions.schedules;

import static io.lamplighter.interactions.storage.Rows.instant;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.api.DayMatch;
import io.lamplighter.interactions.api.DefineSchedule;
import io.lamplighter.interactions.api.Misfire;
import io.lamplighter.interactions.api.Overlap;
import io.lamplighter.interactions.api.QuietWindow;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.storage.Rows;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** Reads schedules from their rows. */
@Singleton
final class ScheduleRows {
    static final String SELECT = """
            select s.*, (select i.id from interactions i where i.schedule_id = s.id and i.ended_at is null limit 1) is not null as running
            from schedules s
            """;

    private static final TypeReference<List<QuietWindow>> WINDOWS = new TypeReference<>() {};

    private final Rows rows;
    private final ObjectMapper mapper;

    ScheduleRows(Rows rows, ObjectMapper mapper) {
        this.rows = rows;
        this.mapper = mapper;
    }

    List<Schedule> list(RowSet<Row> found) {
        return StreamSupport.stream(found.spliterator(), false)
                .map(this::schedule)
                .toList();
    }

    Schedule schedule(Row row) {
        return new Schedule(
                row.getUUID("id"),
                definition(row),
                row.getString("set_name"),
                instant(row, row.getOffsetDateTime("anchor_at") == null ? "created_at" : "anchor_at"),
                new Standing(
                        instant(row, "next_at"),
                        instant(row, "fire_at"),
                        instant(row, "last_at"),
                        instant(row, "last_ended_at"),
                        row.getBoolean("running"),
                        row.getString("last_error")),
                instant(row, "retired_at"),
                instant(row, "created_at"),
                instant(row, "updated_at"),
                row.getLong("version"));
    }

    private DefineSchedule definition(Row row) {
        return new DefineSchedule(
                row.getString("name"),
                row.getString("cron"),
                duration(row, "every_ms"),
                duration(row, "rate_ms"),
                instant(row, "at"),
                null,
                row.getString("time_zone"),
                word(row, "days", DayMatch.class),
                instant(row, "start_at"),
                instant(row, "end_at"),
                duration(row, "jitter_ms"),
                row.getValue("quiet") instanceof JsonArray windows
                        ? mapper.convertValue(windows.getList(), WINDOWS)
                        : null,
                row.getString("task"),
                rows.read(row, "target", Target.class),
                Rows.map(row, "arguments"),
                duration(row, "timeout_ms"),
                word(row, "misfire", Misfire.class),
                duration(row, "horizon_ms"),
                word(row, "overlap", Overlap.class),
                row.getBoolean("run_at_start"),
                row.getBoolean("enabled"));
    }

    private static Duration duration(Row row, String column) {
        var millis = row.getLong(column);
        return millis == null ? null : Duration.ofMillis(millis);
    }

    private static <E extends Enum<E>> E word(Row row, String column, Class<E> words) {
        return Enum.valueOf(words, row.getString(column).toUpperCase(Locale.ROOT));
    }
}
