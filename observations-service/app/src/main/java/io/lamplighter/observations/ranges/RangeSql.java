package io.lamplighter.observations.ranges;

import io.lamplighter.observations.queries.Micros;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The SQL of a range. Of few series each is a branch of its own, which the database merges in the order of their indexes
 * and stops when there are enough; of many series it takes as much as could be needed from each.
 */
final class RangeSql {
    private static final int BRANCHES = 32;
    private static final String ATTRIBUTES =
            "select series_id, valid_at, value, null::boolean as flag, null::text as text,"
                    + " (select b.recorded_at from batch b where b.id = batch_id) as recorded_at from attribute";
    private static final String STATUSES = "select series_id, valid_at, null::float8 as value, flag, text,"
            + " (select b.recorded_at from batch b where b.id = batch_id) as recorded_at from status";

    private RangeSql() {}

    static String text(List<Series> series, RangeQuery query) {
        var direction = query.newestFirst() ? "desc" : "asc";
        return series.size() <= BRANCHES ? branches(series, direction) : laterals(direction);
    }

    // $1 is the number of rows; then come id, from and to of each series. A branch must say its order itself, or the
    // planner sorts them all. Of one series no two have the same time.
    private static String branches(List<Series> series, String direction) {
        var order = " order by valid_at " + direction;
        var branches = IntStream.range(0, series.size())
                .mapToObj(i -> table(series.get(i).kind())
                        + " where series_id = $%d and valid_at >= $%d and valid_at < $%d"
                                .formatted(3 * i + 2, 3 * i + 3, 3 * i + 4)
                        + order
                        + " limit $1")
                .toList();
        return branches.size() == 1
                ? branches.getFirst()
                : "(" + String.join(") union all (", branches) + ")" + order + " fetch first ($1) rows with ties";
    }

    private static String laterals(String direction) {
        var lateral = """
                (select o.* from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) as s(id, since, until)
                cross join lateral (%s where series_id = s.id and valid_at >= s.since and valid_at < s.until
                order by valid_at %s limit $1) o)""";
        return lateral.formatted(ATTRIBUTES, direction) + " union all " + lateral.formatted(STATUSES, direction)
                + " order by valid_at " + direction + " fetch first ($1) rows with ties";
    }

    /** So many of each series; the arguments are the ids, from, to and how many. */
    static String ofEach(boolean newestFirst) {
        var direction = newestFirst ? "desc" : "asc";
        var lateral = """
                (select o.* from unnest($1::int[]) as s(id)
                cross join lateral (%s where series_id = s.id and valid_at >= $2 and valid_at < $3
                order by valid_at %s limit $4) o)""";
        return lateral.formatted(ATTRIBUTES, direction) + " union all " + lateral.formatted(STATUSES, direction);
    }

    private static String table(Kind kind) {
        return switch (kind) {
            case ATTRIBUTE -> ATTRIBUTES;
            case STATUS -> STATUSES;
        };
    }

    static Tuple arguments(List<Series> series, RangeQuery query) {
        var arguments = new ArrayList<>();
        arguments.add(query.limit() + 1L);
        if (series.size() <= BRANCHES) {
            for (var each : series) {
                arguments.add(each.id());
                arguments.add(since(each, query));
                arguments.add(until(each, query));
            }
        } else {
            arguments.add(series.stream().map(Series::id).toArray(Integer[]::new));
            arguments.add(series.stream().map(each -> since(each, query)).toArray(OffsetDateTime[]::new));
            arguments.add(series.stream().map(each -> until(each, query)).toArray(OffsetDateTime[]::new));
        }
        return Tuple.from(arguments);
    }

    // The cursor narrows the time of each series, to the microsecond: before it or at it, as the series comes before
    // or after that of the cursor.
    private static OffsetDateTime until(Series series, RangeQuery query) {
        return time(query.after()
                .filter(cursor -> query.newestFirst())
                .map(cursor -> series.id() < cursor.seriesId() ? Micros.after(cursor.validAt()) : cursor.validAt())
                .filter(query.to()::isAfter)
                .orElse(query.to()));
    }

    private static OffsetDateTime since(Series series, RangeQuery query) {
        return time(query.after()
                .filter(cursor -> !query.newestFirst())
                .map(cursor -> series.id() > cursor.seriesId() ? cursor.validAt() : Micros.after(cursor.validAt()))
                .filter(query.from()::isBefore)
                .orElse(query.from()));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
