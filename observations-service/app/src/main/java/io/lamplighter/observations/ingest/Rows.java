package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.lamplighter.observations.series.Series;
import io.lamplighter.observations.series.Shape;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The rows of one transaction as columns, cut into statements. */
final class Rows {
    private static final String ADD_ATTRIBUTES = """
            insert into attribute (series_id, valid_at, value, recorded_at)
            select series_id, valid_at, value, $4
            from unnest($1::int[], $2::timestamptz[], $3::float8[]) as new(series_id, valid_at, value)
            on conflict (series_id, valid_at) do update set value = excluded.value, recorded_at = excluded.recorded_at
            where attribute.value is distinct from excluded.value""";
    private static final String ADD_STATUSES = """
            insert into status (series_id, valid_at, flag, text, recorded_at)
            select series_id, valid_at, flag, text, $5
            from unnest($1::int[], $2::timestamptz[], $3::boolean[], $4::text[]) as new(series_id, valid_at, flag, text)
            on conflict (series_id, valid_at) do update
            set flag = excluded.flag, text = excluded.text, recorded_at = excluded.recorded_at
            where (status.flag, status.text) is distinct from (excluded.flag, excluded.text)""";

    private final List<Row> attributes = new ArrayList<>();
    private final List<Row> statuses = new ArrayList<>();
    private final List<Row> oldAttributes = new ArrayList<>();
    private final List<Row> oldStatuses = new ArrayList<>();
    private final OffsetDateTime recordedAt;
    private final int chunk;

    private Rows(OffsetDateTime recordedAt, int chunk) {
        this.recordedAt = recordedAt;
        this.chunk = chunk;
    }

    static Rows of(
            Map<Named, SortedMap<Instant, Observation>> observations,
            Map<Named, List<Series>> series,
            OffsetDateTime recordedAt,
            int chunk) {
        var rows = new Rows(recordedAt, chunk);
        observations.forEach((named, its) -> rows.add(its, series.get(named)));
        return rows;
    }

    private void add(SortedMap<Instant, Observation> observations, List<Series> siblings) {
        for (var observation : observations.values()) {
            var time = observation.validAt().atOffset(ZoneOffset.UTC);
            var shape = ObservationStore.shape(observation);
            for (var each : siblings) {
                var row = new Row(each.id(), time, observation);
                if (has(each, shape)) {
                    (each.kind() == Kind.ATTRIBUTE ? attributes : statuses).add(row);
                } else {
                    (each.kind() == Kind.ATTRIBUTE ? oldAttributes : oldStatuses).add(row);
                }
            }
        }
    }

    private static boolean has(Series series, Shape shape) {
        return series.kind() == shape.kind() && series.units().equals(shape.units());
    }

    /** In the order in which they must be run. */
    List<Statement> statements() {
        var statements = new ArrayList<Statement>();
        chunks(oldAttributes).forEach(rows -> statements.add(remove(Kind.ATTRIBUTE, rows)));
        chunks(oldStatuses).forEach(rows -> statements.add(remove(Kind.STATUS, rows)));
        chunks(attributes).forEach(rows -> statements.add(addAttributes(rows)));
        chunks(statuses).forEach(rows -> statements.add(addStatuses(rows)));
        return statements;
    }

    private List<List<Row>> chunks(List<Row> rows) {
        var chunks = new ArrayList<List<Row>>();
        for (var start = 0; start < rows.size(); start += chunk) {
            chunks.add(rows.subList(start, Math.min(rows.size(), start + chunk)));
        }
        return chunks;
    }

    private static Statement remove(Kind kind, List<Row> rows) {
        var sql = """
                delete from %1$s as stored using unnest($1::int[], $2::timestamptz[]) as old(series_id, valid_at)
                where stored.series_id = old.series_id and stored.valid_at = old.valid_at""".formatted(kind.word());
        return new Statement(sql, Tuple.of(ids(rows), times(rows)), false);
    }

    private Statement addAttributes(List<Row> rows) {
        var values = rows.stream().map(Row::number).toArray(Double[]::new);
        return new Statement(ADD_ATTRIBUTES, Tuple.of(ids(rows), times(rows), values, recordedAt), true);
    }

    private Statement addStatuses(List<Row> rows) {
        var flags = rows.stream().map(Row::flag).toArray(Boolean[]::new);
        var texts = rows.stream().map(Row::text).toArray(String[]::new);
        return new Statement(ADD_STATUSES, Tuple.of(ids(rows), times(rows), flags, texts, recordedAt), true);
    }

    private static Integer[] ids(List<Row> rows) {
        return rows.stream().map(Row::seriesId).toArray(Integer[]::new);
    }

    private static OffsetDateTime[] times(List<Row> rows) {
        return rows.stream().map(Row::validAt).toArray(OffsetDateTime[]::new);
    }

    private record Row(int seriesId, OffsetDateTime validAt, Observation observation) {
        Double number() {
            return ((Attribute) observation).value();
        }

        Boolean flag() {
            return observation instanceof Status(var name, Boolean flag, var time) ? flag : null;
        }

        String text() {
            return observation instanceof Status(var name, String text, var time) ? text : null;
        }
    }
}
