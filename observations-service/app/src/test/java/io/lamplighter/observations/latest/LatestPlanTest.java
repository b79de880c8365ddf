package io.lamplighter.observations.latest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamplighter.observations.Plans;
import io.lamplighter.observations.queries.SeriesFilter;
import io.lamplighter.observations.series.Series;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class LatestPlanTest {
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
    void ofADeviceTakesTheIndexesAndNoRawRows() {
        var devices = new UUID[] {series.getFirst().deviceId()};

        assertThat(plans.of(LatestReader.OF_DEVICES, Tuple.of(devices)))
                .contains("series_device_id_name_kind_units_key", "latest_pkey")
                .doesNotContain("attribute_2", "\"Relation Name\":\"attribute\"");
    }

    @Test
    void ofAllDevicesComesInTheOrderOfTheIndex() {
        var filter = new SeriesFilter(Set.of(), Optional.empty(), Optional.empty(), Optional.empty());
        var arguments = new ArrayList<Object>(List.of(new UUID(0, 0), ""));

        assertThat(plans.of(LatestReader.after(filter, 10, arguments), Tuple.wrap(arguments)))
                .contains("series_device_id_name_kind_units_key")
                .doesNotContain("\"Sort\"");
    }

    @Test
    void ofSomeUnitsTakesTheirIndex() {
        var filter = new SeriesFilter(Set.of(), Optional.empty(), Optional.of("plan"), Optional.empty());
        var arguments = new ArrayList<Object>(List.of(new UUID(0, 0), ""));

        assertThat(plans.of(LatestReader.after(filter, 10, arguments), Tuple.wrap(arguments)))
                .contains("series_by_units");
    }
}
