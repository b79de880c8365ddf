package io.lamplighter.observations.states;

import static io.lamplighter.observations.Observations.PATH;
import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.get;
import static io.lamplighter.observations.Observations.items;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.observations.Devices;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class StateTest {
    private final UUID device = Devices.registered();

    @Test
    void tellsHowLongAndHowOftenInTheWholeTime() {
        accepted(
                json(device, "on", "true", null, Instant.parse("2026-03-01T00:00:00Z")),
                json(device, "on", "false", null, Instant.parse("2026-03-02T06:00:00Z")),
                json(device, "on", "false", null, Instant.parse("2026-03-02T08:00:00Z")),
                json(device, "on", "true", null, Instant.parse("2026-03-02T18:30:00.5Z")));
        assertThat(stored(device, 4)).hasSize(4);

        var items = items("/states?device=" + device + "&name=on&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z");

        assertThat(items)
                .containsExactly(Map.of(
                        "from",
                        "2026-03-02T00:00:00Z",
                        "to",
                        "2026-03-03T00:00:00Z",
                        "states",
                        Map.of("true", "PT11H29M59.5S", "false", "PT12H30M0.5S"),
                        "transitions",
                        2));
    }

    @Test
    void daysAreThoseOfTheTimeZoneAlsoWhereClocksChange() {
        accepted(json(device, "mode", "\"heat\"", null, Instant.parse("2026-03-01T00:00:00Z")));
        assertThat(stored(device, 1)).hasSize(1);

        var days = get("/states?device=" + device
                + "&name=mode&bucket=P1D&timeZone=Europe/Rome&from=2026-03-27T23:00:00Z&to=2026-03-30T22:00:00Z");

        assertThat(days.getList("items.states.heat")).isEqualTo(List.of("PT24H", "PT23H", "PT24H"));
        assertThat(days.getList("items.from"))
                .isEqualTo(List.of("2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"));
    }

    @Test
    void knowsNothingOfTheFutureAndOfNoStatus() {
        var from = Instant.now().minusSeconds(3600);
        accepted(json(device, "on", "true", null, from), json(device, "t", "1", "Cel", from));
        assertThat(stored(device, 2)).hasSize(2);

        var held = get("/states?device=" + device + "&name=on&from=" + from + "&to=2030-01-01T00:00:00Z")
                .getString("items[0].states.true");
        assertThat(java.time.Duration.parse(held)).isLessThan(java.time.Duration.ofHours(2));
        assertThat(items("/states?device=" + device + "&name=t")).isEmpty();
        assertThat(items("/states?device=" + Devices.registered() + "&name=on")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "name=on,device",
        "device=D,name",
        "device=D&name=on&bucket=PT0.000000001S,bucket",
        "device=D&name=on&bucket=PT1S&from=1000-01-01T00:00:00Z&to=2026-01-01T00:00:00Z,bucket",
        "device=D&name=on&timeZone=Mars,timeZone",
        "device=D&name=on&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z,to"
    })
    void namesTheParameterThatIsWrong(String query, String field) {
        given().urlEncodingEnabled(false)
                .get(PATH + "/states?" + query.replace("=D", "=" + device))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }
}
