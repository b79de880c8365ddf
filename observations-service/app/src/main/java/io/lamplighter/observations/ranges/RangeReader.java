package io.lamplighter.observations.ranges;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.queries.DatabaseReader;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@Singleton
class RangeReader {
    private final DatabaseReader database;

    RangeReader(DatabaseReader database) {
        this.database = database;
    }

    /** One observation with its series. */
    record Found(Series series, ObservationView view) {
        RangeCursor cursor() {
            return new RangeCursor(view.validAt(), series.id());
        }
    }

    /** All series that match, in the order of device, name, kind and units. */
    Uni<List<Series>> series(SeriesFilter filter) {
        var arguments = new ArrayList<>();
        var sql = "select id, device_id, name, kind, units from series where " + filter.condition(arguments)
                + " order by device_id, name, kind, units";
        return database.list(sql, Tuple.from(arguments), RangeReader::series);
    }

    private static Series series(Row row) {
        return new Series(
                row.getInteger(0),
                row.getUUID(1),
                row.getString(2),
                Kind.of(row.getString(3)).orElseThrow(),
                row.getString(4));
    }

    /** The next observations of the query in these series, by time and then by series: one more than the limit if there are. */
    Uni<List<Found>> range(List<Series> series, RangeQuery query) {
        if (series.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var byId = series.stream().collect(Collectors.toMap(Series::id, Function.identity()));
        return database.list(RangeSql.text(series, query), RangeSql.arguments(series, query), row -> found(row, byId))
                .map(found -> series.size() == 1 ? found : inOrder(found, query));
    }

    /** So many of each of the series, in no order. */
    Uni<List<ObservationView>> ofEach(List<Series> series, Span span, int limit) {
        if (series.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var byId = series.stream().collect(Collectors.toMap(Series::id, Function.identity()));
        var ids = series.stream().map(Series::id).toArray(Integer[]::new);
        return database.list(
                RangeSql.ofEach(span.newestFirst()),
                Tuple.of(ids, span.from().atOffset(ZoneOffset.UTC), span.to().atOffset(ZoneOffset.UTC), limit),
                row -> found(row, byId).view());
    }

    // The database orders by time only, so that its index is enough; those of the same time are ordered here.
    private static List<Found> inOrder(List<Found> found, RangeQuery query) {
        var ascending = Comparator.comparing((Found each) -> each.view().validAt())
                .thenComparingInt(each -> each.series().id());
        return found.stream()
                .sorted(query.newestFirst() ? ascending.reversed() : ascending)
                .limit(query.limit() + 1L)
                .toList();
    }

    private static Found found(Row row, Map<Integer, Series> byId) {
        var series = byId.get(row.getInteger(0));
        var isAttribute = series.kind() == Kind.ATTRIBUTE;
        return new Found(
                series,
                new ObservationView(
                        series.deviceId(),
                        series.name(),
                        series.kind().word(),
                        isAttribute ? (Object) row.getDouble(2) : status(row),
                        isAttribute ? series.units() : null,
                        row.getOffsetDateTime(1).toInstant(),
                        row.getOffsetDateTime(5).toInstant()));
    }

    private static Object status(Row row) {
        var flag = row.getBoolean(3);
        return flag == null ? row.getString(4) : flag;
    }
}
