package io.lamplighter.observations.aggregates;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a status amounts to: how many there are, and the first and the last. */
@Singleton
class StatusAggregates {
    private static final String SQL = """
            select width_bucket(valid_at, $4::timestamptz[]) as bucket, count(*),
                (array_agg(coalesce(to_jsonb(flag), to_jsonb(text)) order by valid_at))[1] as first,
                (array_agg(coalesce(to_jsonb(flag), to_jsonb(text)) order by valid_at desc))[1] as last
            from status where series_id = $1 and valid_at >= $2 and valid_at < $3 group by 1 order by 1""";

    private final Pool pool;

    StatusAggregates(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Map<String, Object>>> of(int series, AggregateQuery query) {
        var buckets = query.buckets();
        return pool.preparedQuery(SQL)
                .execute(Tuple.of(
                        series,
                        Aggregation.time(buckets.from()),
                        Aggregation.time(buckets.to()),
                        Arrays.stream(buckets.boundsOf(buckets.from(), buckets.to()))
                                .mapToObj(Aggregation::time)
                                .toArray(OffsetDateTime[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> item(row, buckets, query.functions()))
                        .toList());
    }

    private static Map<String, Object> item(Row row, Buckets buckets, Set<Function> functions) {
        var bucket = row.getInteger("bucket") - 1;
        var item = new LinkedHashMap<String, Object>();
        item.put("from", buckets.start(bucket));
        item.put("to", buckets.end(bucket));
        functions.forEach(each -> item.put(each.word(), row.getValue(each.word())));
        return item;
    }
}
