package io.lamplighter.observations.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How PostgreSQL goes about the queries, with some 200,000 rows of 100 series. */
@QuarkusTest
class PlanTest {
    private static final int SERIES = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    private List<Series> series;

    @BeforeEach
    void fill() {
        run("""
                insert into series (device_id, name, kind, units)
                select ('00000000-0000-4000-8000-' || lpad((i / 2)::text, 12, '0'))::uuid, 'plan_' || i %% 2, 'attribute',
                case when i %% 50 = 0 then 'plan' else 'W' end from generate_series(0, %d) i""".formatted(SERIES - 1));
        series = pool
                .query("select * from series where name like 'plan\\_%' order by device_id, name")
                .execute()
                .await()
                .atMost(LIMIT)
                .stream()
                .map(Series::of)
                .toList();
        run("""
                insert into attribute select s.id, timestamptz '2026-01-01' + n * interval '1 minute', n, now()
                from generate_series(1, 2000) n, series s where s.name like 'plan\\_%'""");
        run("analyze series");
        run("analyze attribute");
    }

    @AfterEach
    void empty() {
        run("delete from attribute using series s where s.id = series_id and s.name like 'plan\\_%'");
        run("delete from series where name like 'plan\\_%'");
    }

    @Test
    void newestFirstOfADeviceTakesTheIndexAndDoesNotSort() {
        var query = new RangeQuery(
                new SeriesFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.of(Kind.ATTRIBUTE)),
                Instant.EPOCH,
                Instant.parse("2027-01-01T00:00:00Z"),
                true,
                100,
                Optional.empty());
        var one = series.subList(0, 1);
        var two = series.subList(0, 2);

        assertThat(plan(RangeSql.text(one, query), RangeSql.arguments(one, query)))
                .contains("attribute_pkey")
                .doesNotContain("Sort")
                .doesNotContain("Seq Scan");
        assertThat(plan(RangeSql.text(two, query), RangeSql.arguments(two, query)))
                .contains("attribute_pkey", "Merge Append")
                .doesNotContain("\"Sort\"")
                .doesNotContain("Seq Scan");
    }

    @Test
    void latestTakesTheIndexOfEachSeries() {
        var arguments = new ArrayList<>();
        var query = new LatestQuery(
                new SeriesFilter(
                        Set.of(series.getFirst().deviceId()), Optional.empty(), Optional.empty(), Optional.empty()),
                100,
                Optional.empty());

        assertThat(plan(LatestSql.text(query, arguments), Tuple.from(arguments)))
                .contains("attribute_pkey", "series_device_id_name_kind_units_key")
                .doesNotContain(
                        "Seq Scan\",\"Parallel Aware\":false,\"Async Capable\":false,\"Relation Name\":\"attribute");
    }

    @Test
    void filteringByUnitsTakesTheIndex() {
        var arguments = new ArrayList<>();
        var query = new LatestQuery(
                new SeriesFilter(Set.of(), Optional.empty(), Optional.of("plan"), Optional.empty()),
                100,
                Optional.empty());

        assertThat(plan(LatestSql.text(query, arguments), Tuple.from(arguments)))
                .contains("series_by_units");
    }

    @Test
    void anAggregateTakesTheIndex() {
        var sql = AggregateSql.text(Kind.ATTRIBUTE, Set.of(Function.AVG));

        assertThat(plan(
                        sql,
                        Tuple.of(
                                series.getFirst().id(),
                                Instant.parse("2026-01-01T00:00:00Z").atOffset(java.time.ZoneOffset.UTC),
                                Instant.parse("2026-01-02T00:00:00Z").atOffset(java.time.ZoneOffset.UTC),
                                3_600_000_000L)))
                .contains("attribute_pkey")
                .doesNotContain("Seq Scan");
    }

    private String plan(String sql, Tuple arguments) {
        return pool.preparedQuery("explain (format json) " + sql)
                .execute(arguments)
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
