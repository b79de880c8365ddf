package io.lamplighter.observations.rollups;

/** The SQL that makes rollups. */
@SuppressWarnings("InlineFormatString") // apart, so that the statements can be read
final class RollupSql {
    /** Beyond it sums might be larger than any number, so that such times are read raw. */
    static final String HUGE = "1e290";

    static final String DELETE = """
            delete from %s r using unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as t(id, since, until)
            where r.series_id = t.id and r.start >= t.since and r.start < t.until""";

    // The first of a time is the one whose predecessor lies before it, the last the one whose successor lies after it.
    // A value holds until the next one comes: the area is that between the first and the last.
    private static final String INSERT = """
            insert into %1$s (series_id, count, start, sum, min, max, first, first_at, last, last_at, area)
            select id, count(*), start,
                sum(value) filter (where abs(value) < %3$s), min(value), max(value),
                max(value) filter (where before is null or before < start), min(valid_at),
                max(value) filter (where next is null or next >= start + interval '%2$s seconds'), max(valid_at),
                coalesce(sum(value * date_part('epoch', next - valid_at)) filter (
                    where next < start + interval '%2$s seconds' and abs(value) < %3$s), 0)
            from (
                select t.id, a.valid_at, a.value, date_bin(interval '%2$s seconds', a.valid_at, timestamptz 'epoch') as start,
                    lag(a.valid_at) over times as before, lead(a.valid_at) over times as next
                from unnest($1::int[], $2::timestamptz[], $3::timestamptz[]) as t(id, since, until)
                cross join lateral (
                    select valid_at, value from attribute
                    where series_id = t.id and valid_at >= t.since and valid_at < t.until) a
                window times as (partition by t.id, t.since order by a.valid_at)) raw
            group by id, start having count(*) >= $4 and max(abs(value)) < %3$s""";

    private RollupSql() {}

    static String delete(Level level) {
        return DELETE.formatted(level.table());
    }

    static String insert(Level level) {
        return INSERT.formatted(level.table(), level.length().toSeconds(), HUGE);
    }
}
