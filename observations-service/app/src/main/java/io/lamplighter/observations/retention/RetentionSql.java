package io.lamplighter.observations.retention;

import io.lamplighter.observations.series.Kind;

/** The SQL of forgetting. */
@SuppressWarnings("InlineFormatString") // apart, so that the statements can be read
final class RetentionSql {
    /** Some series after $4 of kind $1 that the rule fits by name ($2) and device ($3, null for all). */
    static final String SERIES = """
            select id, device_id, name from series
            where id > $4 and kind = $1 and name like $2 and ($3::uuid[] is null or device_id = any($3)) order by id limit $5""";

    static final String DROPPABLE = """
            select p.name, p.since, p.until, greatest(c.reltuples, 0)::bigint as rows, pg_total_relation_size(c.oid) as bytes
            from stored_partition p join pg_class c on c.relname = p.name and c.relkind = 'r'
            where p.parent = $1 and p.until <= $2 order by p.since""";

    static final String OUTDATED_BATCHES = """
            delete from batch where recorded_at < $1 and recorded_at < (select min(since) from stored_partition) - interval '400 days'
            and id = any(array(select id from batch order by id limit $2))""";

    static final String RAW_SINCE = """
            update series set raw_since = $2 where id = any($1) and raw_since is distinct from greatest(raw_since, $2)""";

    static final String FORGET_LATEST = "delete from latest where series_id = any($1) and valid_at < $2";

    private static final String DELETE = """
            delete from %1$s stored using (
                select o.series_id, o.%2$s from unnest($1::int[]) as s(id) cross join lateral (
                    select series_id, %2$s from %1$s where series_id = s.id and %2$s < $2 order by %2$s limit $3) o
                limit $3) old
            where stored.series_id = old.series_id and stored.%2$s = old.%2$s""";

    private static final String COUNT = """
            select count(*) as rows from (
                select 1 from unnest($1::int[]) as s(id) cross join lateral (
                    select 1 from %1$s where series_id = s.id and valid_at < $2 limit $3) o
                limit $3) found""";

    // What is too little to be rolled up otherwise is rolled up before it goes.
    private static final String SEAL = """
            insert into %1$s (series_id, count, start, sum, min, max, first, first_at, last, last_at, area)
            select series_id, count(*), start, sum(value), min(value), max(value),
                max(value) filter (where before is null or before < start), min(valid_at),
                max(value) filter (where next is null or next >= start + interval '%2$s'), max(valid_at),
                coalesce(sum(value * date_part('epoch', next - valid_at)) filter (where next < start + interval '%2$s'), 0)
            from (
                select a.series_id, a.valid_at, a.value, date_bin(interval '%2$s', a.valid_at, timestamptz 'epoch') as start,
                    lag(a.valid_at) over times as before, lead(a.valid_at) over times as next
                from unnest($1::int[]) as s(id) cross join lateral (
                    select series_id, valid_at, value from attribute
                    where series_id = s.id and valid_at < $2 and abs(value) < 1e290) a
                window times as (partition by a.series_id order by a.valid_at)) raw
            group by series_id, start on conflict do nothing""";

    private RetentionSql() {}

    static String delete(Kind kind) {
        return DELETE.formatted(kind.word(), "valid_at");
    }

    static String deleteRollups(String table) {
        return DELETE.formatted(table, "start");
    }

    static String count(Kind kind) {
        return COUNT.formatted(kind.word());
    }

    /** Those of pending days, which are no longer what their observations give, as long as these are there. */
    static String removeStale(String table) {
        return """
        delete from %s r using pending_rollup p, series s
        where r.series_id = any($1) and r.start < $2 and p.series_id = r.series_id and s.id = r.series_id
        and p.day = (r.start at time zone 'UTC')::date
        and (s.raw_since is null or s.raw_since <= p.day::timestamp at time zone 'UTC')""".formatted(table);
    }

    static String seal(String table, String length) {
        return SEAL.formatted(table, length);
    }
}
