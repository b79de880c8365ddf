package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.rollups.Level;

/** The SQL of aggregates of one series, whose id is $1. Each row is the summary of a time without gaps. */
@SuppressWarnings("InlineFormatString") // apart, so that the statements can be read
final class AggregateSql {
    static final String BEFORE =
            "select valid_at, value from attribute where series_id = $1 and valid_at < $2 order by valid_at desc limit 1";

    static final String PERCENTILES = """
            select width_bucket(valid_at, $4::timestamptz[]) as bucket,
                percentile_cont(array[0.5, 0.95, 0.99]) within group (order by value) as percentiles
            from attribute where series_id = $1 and valid_at >= $2 and valid_at < $3 group by 1""";

    private static final String ROLLUPS = """
            select r.start, r.count::bigint, r.sum, r.min, r.max, r.first, r.first_at, r.last, r.last_at, r.area
            from %s r where r.series_id = $1 and r.start >= %s and r.start < %s
            and not exists (select from pending_rollup p where p.series_id = $1 and p.day = (r.start at time zone 'UTC')::date)""";

    // What lies in another bucket, or comes after a gap, begins anew.
    private static final String RAW = """
            select null::timestamptz as start, count(*), %1$s as sum, min(value), max(value),
                max(value) filter (where before is distinct from bucket), min(valid_at),
                max(value) filter (where next is distinct from bucket), max(valid_at), %2$s as area
            from (
                select *, lag(bucket) over times as before, lead(bucket) over times as next, lead(valid_at) over times as next_at
                from (%3$s) bucketed window times as (%4$s order by valid_at)) raw
            group by %5$s bucket""";
    // Without first and last there is nothing to be looked up from row to row.
    private static final String RAW_WITHOUT_ENDS = """
            select null::timestamptz as start, count(*), %1$s as sum, min(value), max(value),
                0::float8, min(valid_at), 0::float8, max(valid_at), 0::float8 as area
            from (%2$s) bucketed group by %3$s bucket""";
    private static final String ROWS = """
            select valid_at, value, width_bucket(valid_at, %3$s::timestamptz[]) as bucket
            from attribute where series_id = $1 and valid_at >= %1$s and valid_at < %2$s""";
    // The offset of nothing keeps the planner from reading everything between the first gap and the last.
    private static final String ROWS_OF_GAPS = """
            select gap, valid_at, value, width_bucket(valid_at, $2::timestamptz[]) as bucket
            from unnest($3::timestamptz[], $4::timestamptz[]) with ordinality as gaps(since, until, gap)
            cross join lateral (
                select valid_at, value from attribute
                where series_id = $1 and valid_at >= since and valid_at < until offset 0) rows""";

    // Each piece, of the series $1 from $2 to $3, by its number from 1: its rollup, or else its raw rows. What is huge
    // is
    // left out of the sum, which would fail for all.
    private static final String PIECES = """
            select n, coalesce(r.count, a.count), coalesce(r.sum, a.sum, 0), coalesce(r.min, a.min), coalesce(r.max, a.max)
            from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) with ordinality as piece(series_id, since, until, n)
            left join lateral (
                select count::bigint, sum, min, max from %1$s
                where series_id = piece.series_id and start = since and until - since = interval '%2$s seconds'
                and not exists (select from pending_rollup p
                    where p.series_id = piece.series_id and p.day = (since at time zone 'UTC')::date)) r on true
            left join lateral (
                select count(*), sum(value) filter (where abs(value) < %3$s), min(value), max(value) from attribute
                where r.count is null and series_id = piece.series_id and valid_at >= since and valid_at < until) a on true
            where coalesce(r.count, a.count) > 0""";

    private AggregateSql() {}

    /** The pieces of the series $1 from $2 to $3, those that are as long as a rollup from rollups. */
    static String pieces(Level level) {
        return PIECES.formatted(level.table(), level.length().toSeconds(), ShortAggregates.HUGE);
    }

    /** Rollups from $2 to $3. */
    static String rollups(Level level) {
        return ROLLUPS.formatted(level.table(), "$2", "$3");
    }

    /** Rollups of the times whose starts and ends are $2 and $3. */
    static String rollupsOfGaps(Level level) {
        return "select rollup.* from unnest($2::timestamptz[], $3::timestamptz[]) as gaps(since, until) cross join lateral ("
                + ROLLUPS.formatted(level.table(), "since", "until") + ") rollup";
    }

    /** Rollups from $2 to $3, and raw from $4 to $5 by the bounds $6. */
    static String rollupsAndRaw(Level level, Needs needs) {
        return rollups(level) + " union all (" + raw(needs, ROWS.formatted("$4", "$5", "$6"), "", "") + ")";
    }

    /** Raw from $2 to $3 by the bounds $4. */
    static String raw(Needs needs) {
        return raw(needs, ROWS.formatted("$2", "$3", "$4"), "", "");
    }

    /** Raw by the bounds $2 of the times whose starts and ends are $3 and $4. */
    static String rawOfGaps(Needs needs) {
        return raw(needs, ROWS_OF_GAPS, "partition by gap", "gap,");
    }

    private static String raw(Needs needs, String rows, String partition, String group) {
        var sum = needs.sum() ? "sum(value)" : "0::float8";
        if (!needs.ends()) {
            return RAW_WITHOUT_ENDS.formatted(sum, rows, group);
        }
        return RAW.formatted(
                sum,
                needs.area()
                        ? "coalesce(sum(value * date_part('epoch', next_at - valid_at)) filter (where next = bucket), 0)"
                        : "0::float8",
                rows,
                partition,
                group);
    }
}
