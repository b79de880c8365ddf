package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.partitions.Partitions.Month;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.lamplighter.observations.series.Series;
import io.lamplighter.observations.series.Shape;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of one transaction as columns, cut into statements. */
final class Rows {
    /** For fewer it is not worth while to ask what is there. */
    private static final int MANY = 100;

    private static final String ADD_NEW_ATTRIBUTES = """
            insert into attribute (series_id, valid_at, value, batch_id)
            select series_id, valid_at, value, $4
            from unnest($1::int[], $2::timestamptz[], $3::float8[]) as new(series_id, valid_at, value)""";
    private static final String ADD_ATTRIBUTES = """
            insert into attribute (series_id, valid_at, value, batch_id)
            select series_id, valid_at, value, $4
            from unnest($1::int[], $2::timestamptz[], $3::float8[]) as new(series_id, valid_at, value)
            on conflict (series_id, valid_at) do update set value = excluded.value, batch_id = excluded.batch_id
            where attribute.value is distinct from excluded.value""";
    private static final String ADD_STATUSES = """
            insert into status (series_id, valid_at, flag, text, batch_id)
            select series_id, valid_at, flag, text, $5
            from unnest($1::int[], $2::timestamptz[], $3::boolean[], $4::text[]) as new(series_id, valid_at, flag, text)
            on conflict (series_id, valid_at) do update
            set flag = excluded.flag, text = excluded.text, batch_id = excluded.batch_id
            where (status.flag, status.text) is distinct from (excluded.flag, excluded.text)""";
    // At the same time it is a correction, and the same again changes nothing.
    private static final String KEEP_LATEST = """
            insert into latest (series_id, valid_at, value, flag, text, recorded_at)
            select series_id, valid_at, value, flag, text, $6
            from unnest($1::int[], $2::timestamptz[], $3::float8[], $4::boolean[], $5::text[])
                as new(series_id, valid_at, value, flag, text)
            on conflict (series_id) do update set valid_at = excluded.valid_at, value = excluded.value,
                flag = excluded.flag, text = excluded.text, recorded_at = excluded.recorded_at
            where latest.valid_at < excluded.valid_at or (latest.valid_at = excluded.valid_at
                and (latest.value, latest.flag, latest.text) is distinct from (excluded.value, excluded.flag, excluded.text))""";
    private static final String REMOVE = """
            delete from %1$s as stored using unnest($1::int[], $2::timestamptz[]) as old(series_id, valid_at)
            where stored.series_id = old.series_id and stored.valid_at = old.valid_at""";
    private static final String KEEP_LATEST_ATTRIBUTES = """
            insert into latest (series_id, valid_at, value, recorded_at)
            select s.id, valid_at, value, recorded_at from (select distinct unnest($1::int[]) as id) s
            cross join lateral (select * from attribute where series_id = s.id order by valid_at desc limit 1) newest
            join batch b on b.id = batch_id on conflict do nothing""";
    private static final String KEEP_LATEST_STATUSES = """
            insert into latest (series_id, valid_at, flag, text, recorded_at)
            select s.id, valid_at, flag, text, recorded_at from (select distinct unnest($1::int[]) as id) s
            cross join lateral (select * from status where series_id = s.id order by valid_at desc limit 1) newest
            join batch b on b.id = batch_id on conflict do nothing""";
    // A mark of its own for each transaction: nobody waits for whoever rolls up that day.
    private static final String MARK = """
            insert into pending_rollup (series_id, day, marked_at)
            select series_id, day, $3 from unnest($1::int[], $2::date[]) as marked(series_id, day)""";

    private final List<Row> attributes = new ArrayList<>();
    private final List<Row> statuses = new ArrayList<>();
    private final List<Row> oldAttributes = new ArrayList<>();
    private final List<Row> oldStatuses = new ArrayList<>();
    private final TreeMap<Integer, Row> newest = new TreeMap<>();
    private final Set<Month> months = new HashSet<>();
    private final OffsetDateTime recordedAt;
    private final int chunk;
    private Instant earliest = Instant.MAX;

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
        if (observations.firstKey().isBefore(earliest)) {
            earliest = observations.firstKey();
        }
        for (var observation : observations.values()) {
            var time = observation.validAt().atOffset(ZoneOffset.UTC);
            var shape = ObservationStore.shape(observation);
            for (var each : siblings) {
                var row = new Row(each.id(), time, observation);
                if (has(each, shape)) {
                    (each.kind() == Kind.ATTRIBUTE ? attributes : statuses).add(row);
                    newest.put(each.id(), row);
                    months.add(new Month(each.kind(), time.getYear(), time.getMonthValue()));
                } else {
                    (each.kind() == Kind.ATTRIBUTE ? oldAttributes : oldStatuses).add(row);
                }
            }
        }
    }

    private static boolean has(Series series, Shape shape) {
        return series.kind() == shape.kind() && series.units().equals(shape.units());
    }

    OffsetDateTime recordedAt() {
        return recordedAt;
    }

    /** The months that need a partition. */
    Set<Month> months() {
        return months;
    }

    /** Asks for the newest of each series with attributes, if it is worth while. */
    Uni<Newest> newest(SqlConnection connection) {
        return attributes.size() < MANY
                ? Uni.createFrom().item(Newest.UNKNOWN)
                : Newest.of(
                        connection,
                        attributes.stream().map(Row::seriesId).distinct().toArray(Integer[]::new));
    }

    /**
     * In the order in which they must be run.
     *
     * @param closed what lies before it is rolled up already
     * @param stored what is there
     */
    List<Statement> statements(Instant closed, Newest stored) {
        var statements = new ArrayList<Statement>();
        chunks(oldAttributes).forEach(rows -> statements.addAll(remove(Kind.ATTRIBUTE, rows)));
        chunks(oldStatuses).forEach(rows -> statements.addAll(remove(Kind.STATUS, rows)));
        var are = attributes.stream()
                .collect(Collectors.partitioningBy(row -> stored.isBefore(row.seriesId(), row.validAt())));
        chunks(are.get(true)).forEach(rows -> statements.add(addAttributes(ADD_NEW_ATTRIBUTES, rows)));
        chunks(are.get(false)).forEach(rows -> statements.add(addAttributes(ADD_ATTRIBUTES, rows)));
        chunks(statuses).forEach(rows -> statements.add(addStatuses(rows)));
        chunks(List.copyOf(newest.values())).forEach(rows -> statements.add(keepLatest(rows)));
        if (earliest.isBefore(closed)) {
            chunks(marks(closed)).forEach(marks -> statements.add(mark(marks)));
        }
        return statements;
    }

    private <T> List<List<T>> chunks(List<T> rows) {
        var chunks = new ArrayList<List<T>>();
        for (var start = 0; start < rows.size(); start += chunk) {
            chunks.add(rows.subList(start, Math.min(rows.size(), start + chunk)));
        }
        return chunks;
    }

    private static List<Statement> remove(Kind kind, List<Row> rows) {
        var keys = Tuple.of(ids(rows), times(rows));
        var again = kind == Kind.ATTRIBUTE ? KEEP_LATEST_ATTRIBUTES : KEEP_LATEST_STATUSES;
        return List.of(
                new Statement(REMOVE.formatted(kind.word()), keys, false),
                new Statement(REMOVE.formatted("latest"), keys, false),
                new Statement(again, Tuple.of(ids(rows)), false));
    }

    private static Statement addAttributes(String sql, List<Row> rows) {
        return new Statement(sql, Tuple.of(ids(rows), times(rows), column(rows, Row::number, Double[]::new)), true);
    }

    private static Statement addStatuses(List<Row> rows) {
        return new Statement(
                ADD_STATUSES,
                Tuple.of(
                        ids(rows),
                        times(rows),
                        column(rows, Row::flag, Boolean[]::new),
                        column(rows, Row::text, String[]::new)),
                true);
    }

    private Statement keepLatest(List<Row> rows) {
        return new Statement(
                KEEP_LATEST,
                Tuple.of(
                        ids(rows),
                        times(rows),
                        column(rows, Row::number, Double[]::new),
                        column(rows, Row::flag, Boolean[]::new),
                        column(rows, Row::text, String[]::new),
                        recordedAt),
                false);
    }

    private List<Mark> marks(Instant closed) {
        var limit = closed.atOffset(ZoneOffset.UTC);
        var marks = new TreeSet<>(Comparator.comparingInt(Mark::seriesId).thenComparing(Mark::day));
        Stream.of(attributes, oldAttributes)
                .flatMap(List::stream)
                .filter(row -> row.validAt().isBefore(limit))
                .forEach(row -> marks.add(new Mark(row.seriesId(), row.validAt().toLocalDate())));
        return List.copyOf(marks);
    }

    private Statement mark(List<Mark> marks) {
        return new Statement(
                MARK,
                Tuple.of(
                        column(marks, Mark::seriesId, Integer[]::new),
                        column(marks, Mark::day, LocalDate[]::new),
                        recordedAt),
                false);
    }

    private static Integer[] ids(List<Row> rows) {
        return column(rows, Row::seriesId, Integer[]::new);
    }

    private static OffsetDateTime[] times(List<Row> rows) {
        return column(rows, Row::validAt, OffsetDateTime[]::new);
    }

    private static <R, T> T[] column(List<R> rows, Function<R, T> value, java.util.function.IntFunction<T[]> array) {
        var column = array.apply(rows.size());
        for (var i = 0; i < column.length; i++) {
            column[i] = value.apply(rows.get(i));
        }
        return column;
    }

    private record Mark(int seriesId, LocalDate day) {}

    private record Row(int seriesId, OffsetDateTime validAt, Observation observation) {
        Double number() {
            return observation instanceof Attribute attribute ? attribute.value() : null;
        }

        Boolean flag() {
            return observation instanceof Status(var name, Boolean flag, var time) ? flag : null;
        }

        String text() {
            return observation instanceof Status(var name, String text, var time) ? text : null;
        }
    }
}
