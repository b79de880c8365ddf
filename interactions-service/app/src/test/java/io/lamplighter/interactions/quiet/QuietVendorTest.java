package io.lamplighter.interactions.quiet;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With a vendor that is quiet day and night. */
@QuarkusTest
class QuietVendorTest extends ServiceTest { // ETL-10
    @Test
    void aScheduleThatSelectsMoreHoldsOnlyTheDevicesOfTheQuietVendor() {
        var room = UUID.randomUUID().toString();
        var asleep = device("sleepy", true, Map.of("room", room));
        var awake = device("simulator", true, Map.of("room", room));

        var schedule = schedule(Map.of("selector", Map.of("labels", Map.of("room", room))));

        await().atMost(Duration.ofSeconds(30))
                .until(() -> runs("device=" + awake).getList("items.state").equals(List.of("succeeded")));
        await().until(() -> runs("device=" + asleep).getList("items").size() == 1);
        assertThat(runs("device=" + asleep).getString("items[0].state")).isEqualTo("scheduled");
        assertThat(Instant.parse(runs("device=" + asleep).getString("items[0].deadline")))
                .isAfter(Instant.now().plus(Duration.ofHours(12)));
        assertThat(gateway.commands(asleep)).isEmpty();
        given().post("/api/interactions/" + runs("device=" + asleep).getString("items[0].interactionId") + "/cancel");
        given().delete("/api/schedules/" + schedule);
    }

    @Test
    void whatIsHeldIsSentWhenTheQuietWindowHasEnded() {
        var asleep = device("sleepy", true, Map.of());
        var schedule = schedule(devices(asleep));
        await().until(() -> runs("device=" + asleep).getList("items").size() == 1);

        assertThat(sql("update runs set leased_until = now() where device_id = '" + asleep + "'"))
                .isEqualTo(1);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> runs("device=" + asleep).getList("items.state").equals(List.of("succeeded")));
        given().delete("/api/schedules/" + schedule);
    }

    @Test
    void whatSomebodyAsksForNowIsDoneNow() {
        var asleep = device("sleepy", true, Map.of());

        var started = start("pull_status", devices(asleep), Map.of());

        assertThat(ended(started.getString("id")).getString("state")).isEqualTo("succeeded");
    }

    private String schedule(Map<String, Object> target) {
        return post(
                        "/api/schedules",
                        Map.of(
                                "name",
                                "quiet " + UUID.randomUUID(),
                                "after",
                                "PT0.2S",
                                "task",
                                "pull_status",
                                "target",
                                target))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
