package io.lamplighter.observations.graph;

import io.lamplighter.observations.queries.DatabaseReader;
import io.lamplighter.observations.queries.Micros;
import io.lamplighter.observations.ranges.Ranges;
import io.lamplighter.observations.ranges.Span;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Aggregates of one name of many devices, in two statements whatever their number. */
@Singleton
class Aggregations {
    private static final String SQL = """
            select series_id, date_bin($4::bigint * interval '1 microsecond', valid_at, timestamptz 'epoch') as bucket,
                avg(value), min(value), max(value), sum(value), count(*)::int,
                (array_agg(value order by valid_at))[1], (array_agg(value order by valid_at desc))[1]
            from attribute where series_id = any($1) and valid_at >= $2 and valid_at < $3 group by 1, 2 order by 1, 2""";

    private final Ranges ranges;
    private final DatabaseReader database;

    Aggregations(Ranges ranges, DatabaseReader database) {
        this.ranges = ranges;
        this.database = database;
    }

    private record Found(Series series, Bucket bucket) {}

    Uni<Map<UUID, List<Bucket>>> of(Set<UUID> devices, String name, Span span, Duration bucket) {
        return ranges.series(devices, name).chain(series -> aggregate(series, span, bucket));
    }

    private Uni<Map<UUID, List<Bucket>>> aggregate(List<Series> series, Span span, Duration bucket) {
        var byId = series.stream()
                .filter(each -> each.kind() == Kind.ATTRIBUTE)
                .collect(Collectors.toMap(Series::id, Function.identity()));
        if (byId.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var micros = Micros.of(Instant.EPOCH.plus(bucket));
        var arguments = Tuple.of(
                byId.keySet().toArray(Integer[]::new),
                span.from().atOffset(ZoneOffset.UTC),
                span.to().atOffset(ZoneOffset.UTC),
                micros);
        return database.list(SQL, arguments, row -> found(row, byId.get(row.getInteger(0)), bucket))
                .map(Aggregations::byDevice);
    }

    private static Map<UUID, List<Bucket>> byDevice(List<Found> found) {
        var byDevice = new HashMap<UUID, List<Bucket>>();
        found.forEach(each -> byDevice.computeIfAbsent(each.series().deviceId(), device -> new ArrayList<>())
                .add(each.bucket()));
        return byDevice;
    }

    private static Found found(Row row, Series series, Duration bucket) {
        var from = row.getOffsetDateTime(1).toInstant();
        return new Found(
                series,
                new Bucket(
                        series.units(),
                        from,
                        from.plus(bucket),
                        row.getDouble(2),
                        row.getDouble(3),
                        row.getDouble(4),
                        row.getDouble(5),
                        row.getInteger(6),
                        row.getDouble(7),
                        row.getDouble(8)));
    }
}
