package io.lamplighter.observations.stalls;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.observations.Database;
import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Topic;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StallTest {
    private static final String CHECK = "checks.find { it.name == 'observations are stored' }.";

    private final UUID device = Devices.registered();

    @Test
    void tellsThatNothingIsStoredAndThatItIsAgain() throws SQLException {
        assertThat(awaitHealth("UP")).isNotNull();
        try (var connection = Database.connect()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                assertThat(statement.execute("lock table latest in access exclusive mode"))
                        .isFalse();
            }
            accepted(json(device, "stalled", "1", "W", Instant.parse("2026-11-21T08:00:00Z")));

            var health = awaitHealth("DOWN");

            assertThat(health.getInt(CHECK + "data.waiting")).isPositive();
            assertThat(health.getInt(CHECK + "data.standingStillSeconds")).isPositive();
            assertThat(metric("lamplighter_observations_stalled")).isEqualTo(1);
            assertThat(metric("lamplighter_observations_oldest_unstored_seconds"))
                    .isPositive();
            given().get("/q/health/ready").then().statusCode(200);
            connection.rollback();
        }
        assertThat(stored(device, 1)).hasSize(1);
        assertThat(awaitHealth("UP")).isNotNull();
        assertThat(metric("lamplighter_observations_stalled")).isZero();
    }

    @Test
    void countsDeadLetters() {
        await().atMost(Duration.ofSeconds(30)).until(() -> metric("lamplighter_observations_dead_letters") >= 0);
        var before = (int) metric("lamplighter_observations_dead_letters");
        Topic.send("observations", device.toString(), "rubbish");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(metric("lamplighter_observations_dead_letters"))
                        .isGreaterThan(before));
    }

    private static JsonPath awaitHealth(String status) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> given().get("/q/health/well").then().extract().jsonPath(),
                        health -> status.equals(health.getString(CHECK + "status")));
    }

    private static double metric(String name) {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
