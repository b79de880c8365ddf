package io.lamplighter.observations;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.series.Series;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;

/** How PostgreSQL goes about a query, with some 200,000 rows of 100 series. */
public final class Plans {
    private static final int SERIES = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Pool pool;

    public Plans(Pool pool) {
        this.pool = pool;
    }

    /** Stores rows to plan for, and says of which series. */
    public List<Series> fill() {
        run("do $$ begin perform add_partition('attribute', timestamptz '2026-01-01T00:00Z', 1); end $$");
        run("""
                insert into series (device_id, name, kind, units)
                select ('00000000-0000-4000-8000-' || lpad((i / 2)::text, 12, '0'))::uuid, 'plan_' || i %% 2, 'attribute',
                case when i %% 50 = 0 then 'plan' else 'W' end from generate_series(0, %d) i""".formatted(SERIES - 1));
        run("""
                insert into attribute (series_id, batch_id, valid_at, value)
                select s.id, 0, timestamptz '2026-01-01T00:00Z' + n * interval '1 minute', n
                from generate_series(1, 2000) n, series s where s.name like 'plan\\_%'""");
        run("insert into latest select id, timestamptz '2026-02-01', now(), 1 from series where name like 'plan\\_%'");
        run("analyze series");
        run("analyze attribute");
        run("analyze latest");
        return pool
                .query("select * from series where name like 'plan\\_%' order by device_id, name")
                .execute()
                .await()
                .atMost(LIMIT)
                .stream()
                .map(Series::of)
                .toList();
    }

    /** Removes them. */
    public void empty() {
        run("delete from latest using series s where s.id = series_id and s.name like 'plan\\_%'");
        run("delete from attribute using series s where s.id = series_id and s.name like 'plan\\_%'");
        run("delete from series where name like 'plan\\_%'");
    }

    /** The plan as JSON. */
    public String of(String sql, Tuple arguments) {
        return pool.preparedQuery("explain (format json) " + sql)
                .execute(io.vertx.mutiny.sqlclient.Tuple.newInstance(arguments))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getJsonArray(0)
                .encode();
    }

    private void run(String sql) {
        var done = pool.withTransaction(connection -> connection
                        .query("set local statement_timeout = 0")
                        .execute()
                        .chain(() -> connection.query(sql).execute()))
                .await()
                .atMost(LIMIT);
        assertThat(done).isNotNull();
    }
}
