package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.queries.Gatherer;
import io.lamplighter.observations.queries.QueriesConfig;
import io.lamplighter.observations.rollups.Level;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a dashboard asks for again and again: some hours or minutes of a series, by the hour or by the minute, without
 * first and last. Each bucket is its rollup or, where there is none, its raw rows, and those who ask at the same time
 * are answered by one statement.
 */
@Singleton
class ShortAggregates {
    private static final int MOST_BUCKETS = 64;
    private static final int MOST_TOGETHER = 32;
    /** From here on sums might be larger than any number. */
    static final double HUGE = 1e290;

    private final Pool pool;
    private final Map<Level, Gatherer<Asked, Optional<Summary[]>>> gatherers;

    private record Asked(int series, Buckets buckets) {}

    ShortAggregates(Pool pool, QueriesConfig config) {
        this.pool = pool;
        var limits = new Gatherer.Limits(config.statements(), MOST_TOGETHER, config.waiting(), config.answerWithin());
        this.gatherers = Map.of(Level.HOUR, gatherer(limits, Level.HOUR), Level.MINUTE, gatherer(limits, Level.MINUTE));
    }

    private Gatherer<Asked, Optional<Summary[]>> gatherer(Gatherer.Limits limits, Level level) {
        return new Gatherer<>(limits, Optional.empty(), asked -> find(asked, level));
    }

    static boolean isShort(Buckets buckets, Needs needs) {
        return needs.rollups() && !needs.ends() && buckets.size() <= MOST_BUCKETS && level(buckets) != Level.DAY;
    }

    private static Level level(Buckets buckets) {
        if (buckets.areThoseOf(Level.HOUR)) {
            return Level.HOUR;
        }
        return buckets.areThoseOf(Level.MINUTE) ? Level.MINUTE : Level.DAY;
    }

    /** What the series amounts to in each of the buckets; nothing when its numbers are too large for that. */
    Uni<Optional<Summary[]>> of(int series, Buckets buckets) {
        return gatherers.get(level(buckets)).ask(new Asked(series, buckets));
    }

    private Uni<Map<Asked, Optional<Summary[]>>> find(Set<Asked> asked, Level level) {
        var pieces = Pieces.of(asked);
        return pool.preparedQuery(AggregateSql.pieces(level))
                .execute(pieces.arguments())
                .map(pieces::answers);
    }

    /** All buckets of all askers, one after the other. */
    private record Pieces(
            List<Asked> askers, List<Integer> series, List<OffsetDateTime> since, List<OffsetDateTime> until) {
        static Pieces of(Set<Asked> asked) {
            var pieces = new Pieces(List.copyOf(asked), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            for (var each : pieces.askers) {
                for (var bucket = 0; bucket < each.buckets().size(); bucket++) {
                    pieces.series.add(each.series());
                    pieces.since.add(Aggregation.time(each.buckets().since(bucket)));
                    pieces.until.add(Aggregation.time(each.buckets().until(bucket)));
                }
            }
            return pieces;
        }

        Tuple arguments() {
            return Tuple.of(
                    series.toArray(Integer[]::new),
                    since.toArray(OffsetDateTime[]::new),
                    until.toArray(OffsetDateTime[]::new));
        }

        Map<Asked, Optional<Summary[]>> answers(RowSet<Row> rows) {
            var all = new Summary[series.size()];
            for (var row : rows) {
                all[row.getLong(0).intValue() - 1] = summary(row);
            }
            var answers = HashMap.<Asked, Optional<Summary[]>>newHashMap(askers.size());
            var next = 0;
            for (var each : askers) {
                var its = Arrays.copyOfRange(all, next, next + each.buckets().size());
                next += its.length;
                answers.put(each, isAnyHuge(its) ? Optional.empty() : Optional.of(its));
            }
            return answers;
        }

        private static boolean isAnyHuge(Summary[] summaries) {
            for (var each : summaries) {
                if (each != null && Math.max(-each.min(), each.max()) >= HUGE) {
                    return true;
                }
            }
            return false;
        }

        private static Summary summary(Row row) {
            return new Summary(
                    row.getLong(1),
                    row.getDouble(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    Double.NaN,
                    0,
                    Double.NaN,
                    0,
                    0);
        }
    }
}
