package io.lamplighter.observations.queries;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.problems.Databases;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

@ApplicationScoped
class ObservationRepository {
    private final Pool pool;
    private final QueriesConfig config;

    ObservationRepository(Pool pool, QueriesConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /** All series that match, in the order of device, name, kind and units. */
    Uni<List<Series>> series(SeriesFilter filter) {
        var arguments = new ArrayList<>();
        var sql = "select id, device_id, name, kind, units from series where " + filter.condition(arguments)
                + " order by device_id, name, kind, units";
        return execute(sql, Tuple.from(arguments))
                .map(rows -> rows.stream().map(Series::of).toList());
    }

    /** One observation with its series. */
    record Found(Series series, ObservationView view) {}

    /** The next observations of the query in these series, by time and then by series. */
    Uni<List<Found>> range(List<Series> series, RangeQuery query) {
        if (series.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var byId = series.stream().collect(Collectors.toMap(Series::id, Function.identity()));
        return execute(RangeSql.text(series, query), RangeSql.arguments(series, query))
                .map(rows -> inOrder(rows, byId, query));
    }

    // The database orders by time only, so that its index is enough; those of the same time are ordered here.
    private static List<Found> inOrder(RowSet<Row> rows, Map<Integer, Series> series, RangeQuery query) {
        var ascending = Comparator.comparing((Found each) -> each.view().validAt())
                .thenComparingInt(each -> each.series().id());
        return rows.stream()
                .map(row -> found(row, series.get(row.getInteger("series_id"))))
                .sorted(query.newestFirst() ? ascending.reversed() : ascending)
                .limit(query.limit() + 1L)
                .toList();
    }

    /** The latest observation of each series of the next names that match, and where they end. */
    Uni<List<Found>> latest(LatestQuery query) {
        var arguments = new ArrayList<>();
        var sql = LatestSql.text(query, arguments);
        return execute(sql, Tuple.from(arguments))
                .map(rows ->
                        rows.stream().map(row -> found(row, Series.of(row))).toList());
    }

    /** The buckets of one series that have any observations, in the order of time. */
    Uni<RowSet<Row>> aggregate(Series series, AggregateQuery query) {
        return execute(
                AggregateSql.text(series.kind(), query.functions()),
                Tuple.of(series.id(), time(query.from()), time(query.to()), query.bucketMicros()));
    }

    /** Those of the series that have an observation in this time. */
    Uni<List<Series>> filled(List<Series> series, Instant from, Instant to) {
        var byId = series.stream().collect(Collectors.toMap(Series::id, Function.identity()));
        return execute(
                        AggregateSql.FILLED,
                        Tuple.of(series.stream().map(Series::id).toArray(Integer[]::new), time(from), time(to)))
                .map(rows ->
                        rows.stream().map(row -> byId.get(row.getInteger("id"))).toList());
    }

    private Uni<RowSet<Row>> execute(String sql, Tuple arguments) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure(failure -> !Databases.refusesData(failure))
                .transform(Databases::problem);
    }

    private static java.time.OffsetDateTime time(Instant instant) {
        return instant.atOffset(java.time.ZoneOffset.UTC);
    }

    private static Found found(Row row, Series series) {
        var isAttribute = series.kind() == Kind.ATTRIBUTE;
        return new Found(
                series,
                row.getValue("valid_at") == null
                        ? null
                        : new ObservationView(
                                series.deviceId(),
                                series.name(),
                                series.kind().word(),
                                isAttribute ? (Object) row.getDouble("value") : status(row),
                                isAttribute ? series.units() : null,
                                row.getOffsetDateTime("valid_at").toInstant(),
                                row.getOffsetDateTime("recorded_at").toInstant()));
    }

    private static Object status(Row row) {
        var flag = row.getBoolean("flag");
        return flag == null ? row.getString("text") : flag;
    }
}
