package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.rollups.Roller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Arrays;

/** Aggregates the attributes of a series; a failure is that of the database, as it came. */
@Singleton
public class Aggregates {
    private final Pool pool;
    private final Roller roller;
    private final ShortAggregates shortOnes;

    Aggregates(Pool pool, Roller roller, ShortAggregates shortOnes) {
        this.pool = pool;
        this.roller = roller;
        this.shortOnes = shortOnes;
    }

    /** What the series amounts to in each of the buckets. */
    public Uni<Aggregate> of(int series, Buckets buckets, Needs needs) {
        return summaries(series, buckets, needs)
                .chain(summaries -> percentiles(series, buckets, needs)
                        .chain(percentiles -> before(series, buckets, needs)
                                .map(before -> new Aggregate(summaries, percentiles, before))));
    }

    private Uni<Summary[]> summaries(int series, Buckets buckets, Needs needs) {
        return ShortAggregates.isShort(buckets, needs)
                ? shortOnes
                        .of(series, buckets)
                        .chain(found ->
                                found.map(Uni.createFrom()::item).orElseGet(() -> inParts(series, buckets, needs)))
                : inParts(series, buckets, needs);
    }

    private Uni<Summary[]> inParts(int series, Buckets buckets, Needs needs) {
        return new Aggregation(pool, series, buckets, needs, Buckets.micros(roller.closed())).run();
    }

    private Uni<double[][]> percentiles(int series, Buckets buckets, Needs needs) {
        var found = new double[buckets.size()][];
        if (!needs.percentiles()) {
            return Uni.createFrom().item(found);
        }
        return pool.preparedQuery(AggregateSql.PERCENTILES)
                .execute(Tuple.of(
                        series,
                        Aggregation.time(buckets.from()),
                        Aggregation.time(buckets.to()),
                        Arrays.stream(buckets.boundsOf(buckets.from(), buckets.to()))
                                .mapToObj(Aggregation::time)
                                .toArray(OffsetDateTime[]::new)))
                .map(rows -> {
                    rows.forEach(row -> found[row.getInteger(0) - 1] = percentiles(row));
                    return found;
                });
    }

    private static double[] percentiles(Row row) {
        return Arrays.stream(row.getArrayOfDoubles(1))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private Uni<Reading> before(int series, Buckets buckets, Needs needs) {
        if (!needs.before()) {
            return Uni.createFrom().nullItem();
        }
        return pool.preparedQuery(AggregateSql.BEFORE)
                .execute(Tuple.of(series, Aggregation.time(buckets.from())))
                .map(rows -> rows.size() == 0 ? null : reading(rows.iterator().next()));
    }

    private static Reading reading(Row row) {
        return new Reading(Aggregation.micros(row.getOffsetDateTime(0)), row.getDouble(1));
    }
}
