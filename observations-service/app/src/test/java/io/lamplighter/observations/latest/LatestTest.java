package io.lamplighter.observations.latest;

import static io.lamplighter.observations.Observations.PATH;
import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.get;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.latest;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.RegistryStub;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LatestTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");

    @Inject
    LatestLoader loader;

    @Inject
    MeterRegistry metrics;

    private final UUID device = Devices.registered();

    @Test
    void newestAndEarliestAreByValidTimeAlsoWhenItCameBackwards() {
        for (var i = 9; i >= 0; i--) {
            accepted(json(device, "t", "" + i, "Cel", TIME.plusSeconds(i)));
        }
        assertThat(stored(device, 10)).hasSize(10);

        assertThat(latest(device)).extracting(each -> each.get("value")).isEqualTo(List.of(9.0f));
        assertThat(items("/earliest?device=" + device))
                .extracting(each -> each.get("value"))
                .isEqualTo(List.of(0.0f));
    }

    @Test
    void saysWhatIsStaleAndNeverRewritesItsTime() {
        var old = Instant.now().minus(Duration.ofMinutes(30)).truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        accepted(json(device, "t", "1", "Cel", old), json(device, "t", "1", "Cel", old));
        assertThat(stored(device, 1)).hasSize(1);

        assertThat(latest(device).getFirst()).containsEntry("stale", false).containsEntry("validAt", old.toString());
        assertThat(items("/latest?staleAfter=PT10M&device=" + device).getFirst())
                .containsEntry("stale", true)
                .containsEntry("validAt", old.toString());
    }

    @Test
    void findsTheNewestOfASelectionOfTheRegistry() {
        var fleet = Stream.generate(Devices::registered).limit(30).toList();
        accepted(fleet.stream().map(each -> json(each, "t", "1", "Cel", TIME)).toArray(String[]::new));
        fleet.forEach(each -> assertThat(stored(each, 1)).hasSize(1));
        RegistryStub.fleet("latest", fleet);
        var ids = fleet.stream().map(UUID::toString).toList();

        var found = new ArrayList<Map<String, Object>>();
        String after = null;
        do {
            var page = get("/latest?label=fleet:latest&limit=7" + (after == null ? "" : "&after=" + after));
            found.addAll(page.getList("items"));
            after = page.getString("next");
        } while (after != null);

        assertThat(found).extracting(each -> each.get("deviceId")).isEqualTo(ids);
        given().get(PATH + "/latest?format=csv&label=fleet:latest")
                .then()
                .statusCode(200)
                .body(org.hamcrest.Matchers.containsString(ids.getLast()));
        assertThat(items("/latest?label=fleet:nobody")).isEmpty();
        given().get(PATH + "/latest?label=fleet:latest&device=" + device)
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("device"));
    }

    @Test
    void convertsAndNamesBothUnitsWhereItCannot() {
        accepted(json(device, "energy", "84354", "W.h", TIME), json(device, "on", "true", null, TIME));
        assertThat(stored(device, 2)).hasSize(2);

        assertThat(items("/latest?convertTo=kW.h&device=" + device))
                .extracting(each -> each.get("value"))
                .isEqualTo(List.of(84.354f, true));
        given().get(PATH + "/latest?convertTo=Cel&device=" + device)
                .then()
                .statusCode(400)
                .body("violations.message", hasItems("must be units that W.h can be converted to, and Cel is not"));
    }

    @Test
    void manyWhoAskAtOnceShareFewStatements() {
        var fleet = Stream.generate(Devices::registered).limit(50).toList();
        accepted(fleet.stream().map(each -> json(each, "t", "7", "Cel", TIME)).toArray(String[]::new));
        fleet.forEach(each -> assertThat(stored(each, 1)).hasSize(1));
        var before = metrics.timer("lamplighter.queries.statement").count();

        var asked = IntStream.range(0, 1000)
                .mapToObj(i -> loader.of(fleet.get(i % fleet.size())))
                .toList();
        var answers = Uni.join().all(asked).andFailFast().await().atMost(Duration.ofSeconds(30));

        assertThat(answers).allSatisfy(found -> assertThat(found).hasSize(1));
        assertThat(IntStream.range(0, 1000)
                        .allMatch(i -> answers.get(i).getFirst().deviceId().equals(fleet.get(i % fleet.size()))))
                .isTrue();
        assertThat(metrics.timer("lamplighter.queries.statement").count() - before)
                .isLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "staleAfter=PT0S,staleAfter",
        "staleAfter=soon,staleAfter",
        "label=room,label",
        "format=xml,format",
        "convertTo=,convertTo"
    })
    void namesTheParameterThatIsWrong(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(PATH + "/latest?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:observations:invalid-request"))
                .body("violations.field", hasItem(field));
    }
}
