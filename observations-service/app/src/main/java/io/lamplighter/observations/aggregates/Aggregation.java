package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.aggregates.Gaps.Gap;
import io.lamplighter.observations.rollups.Level;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One series being aggregated: the longest rollups that fit, shorter ones where those are missing, raw rows where none
 * are. Each rollup and each raw part is exact by itself, whatever is stored between the statements.
 */
final class Aggregation {
    private static final long WORTH_A_STATEMENT = 3 * Level.HOUR.micros();

    private final Pool pool;
    private final int series;
    private final Buckets buckets;
    private final Needs needs;
    private final long closed;
    private final List<Summary> parts = new ArrayList<>();
    private Gaps gaps;

    Aggregation(Pool pool, int series, Buckets buckets, Needs needs, long closed) {
        this.pool = pool;
        this.series = series;
        this.buckets = buckets;
        this.needs = needs;
        this.closed = closed;
        this.gaps = Gaps.of(buckets.from(), buckets.to());
    }

    Uni<Summary[]> run() {
        return begin().chain(this::goOn).chain(this::readRest).map(done -> merged());
    }

    private Uni<Level> begin() {
        for (var level : Level.values()) {
            if (needs.rollups()
                    && buckets.take(level)
                    && !gaps.whole(level, closed).isEmpty()) {
                return begin(level).replaceWith(level);
            }
        }
        return Uni.createFrom().item(Level.MINUTE);
    }

    // What is not closed yet is read along with the rollups.
    private Uni<Void> begin(Level level) {
        var whole = gaps.whole(level, closed);
        if (closed >= buckets.to()) {
            return execute(AggregateSql.rollups(level), Tuple.of(series, time(whole.from()), time(whole.to())), level);
        }
        var arguments = Tuple.of(
                series,
                time(whole.from()),
                time(whole.to()),
                time(closed),
                time(buckets.to()),
                bounds(closed, buckets.to()));
        var open = new Gap(closed, buckets.to());
        return execute(AggregateSql.rollupsAndRaw(level, needs), arguments, level)
                .invoke(() -> gaps = gaps.without(List.of(open)));
    }

    private Uni<Void> goOn(Level level) {
        if (level != Level.DAY || gaps.length() < WORTH_A_STATEMENT) {
            return Uni.createFrom().voidItem();
        }
        var whole = gaps.whole(Level.HOUR, closed);
        return whole.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(
                        AggregateSql.rollupsOfGaps(Level.HOUR),
                        Tuple.of(series, starts(whole), ends(whole)),
                        Level.HOUR);
    }

    private Uni<Void> readRest() {
        if (gaps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var bounds = bounds(gaps.from(), gaps.to());
        return gaps.all().size() == 1
                ? execute(
                        AggregateSql.raw(needs),
                        Tuple.of(series, time(gaps.from()), time(gaps.to()), bounds),
                        Level.MINUTE)
                : execute(
                        AggregateSql.rawOfGaps(needs),
                        Tuple.of(series, bounds, starts(gaps), ends(gaps)),
                        Level.MINUTE);
    }

    private Uni<Void> execute(String sql, Tuple arguments, Level level) {
        return pool.preparedQuery(sql)
                .execute(arguments)
                .invoke(rows -> take(rows, level))
                .replaceWithVoid();
    }

    private void take(RowSet<Row> rows, Level level) {
        var known = new ArrayList<Gap>();
        for (var row : rows) {
            var start = row.getOffsetDateTime(0);
            if (start == null) {
                parts.add(summary(row));
                continue;
            }
            var from = micros(start);
            var to = from + level.micros();
            if (buckets.indexOf(from) == buckets.indexOf(to - 1)) {
                parts.add(summary(row));
                known.add(new Gap(from, to));
            }
        }
        known.sort(Comparator.comparingLong(Gap::from));
        gaps = gaps.without(known);
    }

    private Summary[] merged() {
        parts.sort(Comparator.comparingLong(Summary::firstAt));
        var merged = new Summary[buckets.size()];
        for (var each : parts) {
            var bucket = buckets.indexOf(each.firstAt());
            merged[bucket] = merged[bucket] == null ? each : merged[bucket].and(each);
        }
        return merged;
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.getLong(1),
                row.getDouble(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5),
                micros(row.getOffsetDateTime(6)),
                row.getDouble(7),
                micros(row.getOffsetDateTime(8)),
                row.getDouble(9));
    }

    private OffsetDateTime[] bounds(long since, long until) {
        var bounds = buckets.boundsOf(since, until);
        var times = new OffsetDateTime[bounds.length];
        for (var i = 0; i < times.length; i++) {
            times[i] = time(bounds[i]);
        }
        return times;
    }

    private static OffsetDateTime[] starts(Gaps gaps) {
        return gaps.all().stream().map(each -> time(each.from())).toArray(OffsetDateTime[]::new);
    }

    private static OffsetDateTime[] ends(Gaps gaps) {
        return gaps.all().stream().map(each -> time(each.to())).toArray(OffsetDateTime[]::new);
    }

    static OffsetDateTime time(long micros) {
        return Buckets.instant(micros).atOffset(ZoneOffset.UTC);
    }

    static long micros(OffsetDateTime time) {
        return time.toEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }
}
