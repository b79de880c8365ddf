package io.lamplighter.observations.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Plans;
import io.lamplighter.observations.formats.Format;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Series;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RangePlanTest {
    @Inject
    Pool pool;

    private Plans plans;
    private List<Series> series;

    @BeforeEach
    void fill() {
        plans = new Plans(pool);
        series = plans.fill();
    }

    @AfterEach
    void empty() {
        plans.empty();
    }

    @Test
    void newestFirstOfADeviceAndKindTakesTheIndexAndDoesNotSort() {
        var query = new RangeQuery(
                new SeriesFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.of(Kind.ATTRIBUTE)),
                Instant.EPOCH,
                Instant.parse("2027-01-01T00:00:00Z"),
                true,
                100,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Format.JSON);
        var one = series.subList(0, 1);
        var two = series.subList(0, 2);

        assertThat(plans.of(RangeSql.text(one, query), RangeSql.arguments(one, query)))
                .contains("_pkey")
                .doesNotContain("\"Sort\"")
                .doesNotContain("Seq Scan");
        assertThat(plans.of(RangeSql.text(two, query), RangeSql.arguments(two, query)))
                .contains("_pkey", "Merge Append")
                .doesNotContain("\"Sort\"")
                .doesNotContain("Seq Scan");
    }

    @Test
    void aSampleTakesTheIndexAndDoesNotSort() {
        var from = OffsetDateTime.parse("2026-01-01T00:00:00Z");
        var to = OffsetDateTime.parse("2026-01-02T00:00:00Z");

        assertThat(plans.of(Sampler.NEXT, Tuple.of(series.getFirst().id(), from, to, 10)))
                .contains("_pkey")
                .doesNotContain("\"Sort\"")
                .doesNotContain("Seq Scan");
        assertThat(plans.of(Sampler.ENDS, Tuple.of(series.getFirst().id(), from, to)))
                .contains("_pkey")
                .doesNotContain("\"Sort\"")
                .doesNotContain("Seq Scan");
    }

    @Test
    void filteringByUnitsTakesTheIndex() {
        var arguments = new ArrayList<Object>();
        var filter = new SeriesFilter(Set.of(), Optional.empty(), Optional.of("plan"), Optional.empty());

        assertThat(plans.of("select id from series where " + filter.condition(arguments), Tuple.wrap(arguments)))
                .contains("series_by_units");
    }
}
