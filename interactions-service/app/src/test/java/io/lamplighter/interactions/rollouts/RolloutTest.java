package io.lamplighter.interactions.rollouts;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RolloutTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private String rollOut(Map<String, String> labels, Map<String, Object> rollout) {
        return post(
                        "/api/interactions",
                        Map.of(
                                "task",
                                "pull_all",
                                "target",
                                Map.of("selector", Map.of("labels", labels)),
                                "rollout",
                                rollout))
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private List<UUID> fleet(Map<String, String> labels, int size) {
        var fleet = new ArrayList<UUID>();
        for (int i = 0; i < size; i++) {
            fleet.add(device(true, labels));
        }
        return fleet;
    }

    @Test
    void keepsTheRateAndDoesAll() { // ETL-12
        var labels = Map.of("fleet", UUID.randomUUID().toString());
        var ignored = fleet(labels, 30);

        var id = rollOut(labels, Map.of("rate", 20));

        var interaction = ended(id);
        assertThat(interaction.getString("state")).isEqualTo("succeeded");
        assertThat(interaction.getInt("runs.succeeded")).isEqualTo(30);
        assertThat(interaction.getString("rollout.phase")).isEqualTo("done");
        assertThat(interaction.getLong("rollout.released")).isEqualTo(30);
        assertThat(sql("select extract(epoch from max(started_at) - min(started_at)) * 1000 from runs where"
                        + " interaction_id = '"
                        + id + "'"))
                .isGreaterThan(1000);
    }

    @Test
    void keepsTheNumberUnderWay() {
        var labels = Map.of("fleet", UUID.randomUUID().toString());
        var fleet = fleet(labels, 12);
        fleet.forEach(gateway::silentAbout);

        var id = rollOut(labels, Map.of("concurrency", 4));

        await().atMost(TEN)
                .until(() -> runs("state=dispatched&interaction=" + id)
                                .getList("items")
                                .size()
                        == 4);
        var view = given().get("/api/interactions/" + id).jsonPath();
        assertThat(view.getLong("rollout.held")).isEqualTo(8);
        assertThat(view.getInt("runs.scheduled")).isEqualTo(8);
        post("/api/interactions/" + id + "/cancel", "").then().statusCode(200);
        assertThat(ended(id).getInt("runs.cancelled")).isEqualTo(12);
        assertThat(fleet.stream()
                        .mapToInt(device -> gateway.commands(device).size())
                        .sum())
                .isEqualTo(4);
        assertThat(runs("interaction=" + id).getList("items.error.code"))
                .containsOnly("cancelled", "cancelled_after_dispatch");
    }

    @Test
    void callsOffTheRestWhenTheCanaryFails() {
        var labels = Map.of("fleet", UUID.randomUUID().toString());
        var fleet = fleet(labels, 20);
        fleet.forEach(gateway::fail);

        var id = rollOut(labels, Map.of("canary", 3, "abortAfterFailedPercent", 30));

        var interaction = ended(id);
        assertThat(interaction.getInt("runs.failed")).isEqualTo(3);
        assertThat(interaction.getInt("runs.cancelled")).isEqualTo(17);
        assertThat(interaction.getString("rollout.phase")).isEqualTo("aborted");
        assertThat(interaction.getString("warnings[0].code")).isEqualTo("rollout_aborted");
        assertThat(runs("state=cancelled&interaction=" + id).getString("items[0].error.code"))
                .isEqualTo("rollout_aborted");
        assertThat(fleet.stream()
                        .mapToInt(device -> gateway.commands(device).size())
                        .sum())
                .isEqualTo(3);
    }
}
