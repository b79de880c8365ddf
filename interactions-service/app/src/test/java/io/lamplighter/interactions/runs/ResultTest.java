package io.lamplighter.interactions.runs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.interactions.GatewayStub;
import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ResultTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @ConfigProperty(name = "lamplighter.test.kafka.pid")
    String kafka;

    private double skipped() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("lamplighter_results_skipped_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private JsonNode command(UUID device) {
        await().atMost(TEN).until(() -> !gateway.commands(device).isEmpty());
        return gateway.commands(device).getFirst();
    }

    @Test
    void skipsAndCountsADoubledResult() {
        var device = device();
        var id = start("pull_all", devices(device), Map.of()).getString("id");
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        var run = runs("interaction=" + id).getString("items[0]");
        double before = skipped();

        gateway.send(device.toString(), GatewayStub.result(command(device), true));

        await().atMost(TEN).until(() -> skipped() >= before + 1);
        assertThat(runs("interaction=" + id).getString("items[0]")).isEqualTo(run);
    }

    @Test
    void timesOutARunWithoutAResultAndSkipsTheLateOne() {
        var device = device();
        gateway.silentAbout(device);

        var id = start("pull_all", devices(device), Map.of(), "PT0.5S").getString("id");

        assertThat(ended(id).getString("state")).isEqualTo("timed_out");
        assertThat(runs("interaction=" + id).getString("items[0].error.code")).isEqualTo("deadline_passed");
        double before = skipped();
        gateway.send(device.toString(), GatewayStub.result(command(device), false));
        await().atMost(TEN).until(() -> skipped() >= before + 1);
        assertThat(runs("interaction=" + id).getString("items[0].state")).isEqualTo("timed_out");
    }

    @Test
    void endsARunThatTheGatewayFoundExpired() {
        var device = device();
        gateway.silentAbout(device);
        var id = start("pull_all", devices(device), Map.of()).getString("id");

        gateway.send(
                device.toString(),
                "{\"runId\":%s,\"deviceId\":\"%s\",\"outcome\":\"expired\"}"
                        .formatted(command(device).get("runId"), device));

        assertThat(ended(id).getString("state")).isEqualTo("timed_out");
        assertThat(runs("interaction=" + id).getString("items[0].state")).isEqualTo("expired");
    }

    @Test
    void buriesWhatItCannotReadAndReadsOn() {
        var key = UUID.randomUUID().toString();
        gateway.send(key, "{broken " + key);
        gateway.send(key, "{\"runId\":\"" + key + "\"}");
        gateway.send(key, "{\"runId\":17,\"deviceId\":\"" + key + "\",\"outcome\":\"succeeded\"}");
        var device = device();
        gateway.silentAbout(device);
        var id = start("pull_all", devices(device), Map.of()).getString("id");
        var command = command(device);
        gateway.send(
                key,
                "{\"runId\":%s,\"deviceId\":\"%s\",\"outcome\":\"succeeded\",\"observations\":[{\"name\":\"n\",\"value\":\"\\u0000\"}]}"
                        .formatted(command.get("runId"), device));
        gateway.send(key, GatewayStub.result(command, false));

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        await().atMost(TEN)
                .until(() -> gateway.records("results-dead-letter").stream()
                                .filter(record -> key.equals(record.key()))
                                .count()
                        == 4);
        assertThat(gateway.records("results-dead-letter"))
                .filteredOn(record -> key.equals(record.key()))
                .allSatisfy(record -> {
                    assertThat(record.headers().lastHeader("dead-letter-reason"))
                            .isNotNull();
                    assertThat(new String(
                                    record.headers()
                                            .lastHeader("dead-letter-topic")
                                            .value(),
                                    StandardCharsets.UTF_8))
                            .isEqualTo("results");
                });
    }

    @Test
    void sendsACommandAgainWhenACrashCameBetweenPublishingAndMarking() {
        var device = device();
        gateway.silentAbout(device);
        var id = start("pull_all", devices(device), Map.of(), "PT30S").getString("id");
        var first = command(device);
        await().atMost(TEN)
                .until(() ->
                        runs("interaction=" + id).getString("items[0].state").equals("dispatched"));
        assertThat(sql("alter table runs disable trigger runs_transition")).isZero();
        assertThat(sql("update runs set state = 'scheduled', attempts = 0, started_at = null where interaction_id = '"
                        + id + "'"))
                .isEqualTo(1);
        assertThat(sql("alter table runs enable trigger runs_transition")).isZero();

        await().atMost(TEN).until(() -> gateway.commands(device).size() == 2);

        assertThat(gateway.commands(device).getLast()).isEqualTo(first);
        gateway.send(device.toString(), GatewayStub.result(first, false));
        gateway.send(device.toString(), GatewayStub.result(first, false));
        assertThat(ended(id).getInt("runs.succeeded")).isEqualTo(1);
    }

    @Test
    void announcesEveryChangeOfARunInOrderAndAgainAfterACrash() {
        var device = device();
        gateway.silentAbout(device);
        var id = start("pull_all", devices(device), Map.of(), "PT30S").getString("id");
        await().atMost(TEN)
                .until(() -> gateway.announced(device).stream()
                        .anyMatch(run -> run.get("state").asText().equals("dispatched")));
        gateway.send(device.toString(), GatewayStub.result(command(device), false));
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        await().atMost(TEN)
                .until(() -> gateway.announced(device)
                        .getLast()
                        .get("state")
                        .asText()
                        .equals("succeeded"));
        var versions = new ArrayList<Long>();
        gateway.announced(device).forEach(run -> versions.add(run.get("version").asLong()));
        assertThat(versions).isSorted();

        assertThat(sql("insert into run_change (run_id, version) select id, version from runs where interaction_id = '"
                        + id + "'"))
                .isEqualTo(1);

        await().atMost(TEN).until(() -> gateway.announced(device).size() == versions.size() + 1);
        assertThat(gateway.announced(device).getLast().get("version").asLong()).isEqualTo(versions.getLast());
    }

    @Test
    void cannotStoreAnIllegalTransition() {
        var id = start("pull_all", devices(device()), Map.of()).getString("id");
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");

        assertThatThrownBy(() -> sql("update runs set state = 'failed' where interaction_id = '" + id + "'"))
                .hasMessageContaining("illegal transition");
        assertThatThrownBy(
                        () -> sql("update interactions set state = 'running', ended_at = null where id = '" + id + "'"))
                .hasMessageContaining("illegal transition");
    }

    @Test
    void goesOnAfterItsDatabaseConnectionsWereCut() {
        assertThat(
                        sql(
                                "select count(pg_terminate_backend(pid)) from pg_stat_activity where usename = 'interactions' and pid <> pg_backend_pid()"))
                .isNotNegative();

        await().atMost(TEN)
                .until(() -> post("/api/interactions", Map.of("task", "self_test", "target", devices(device())))
                                .statusCode()
                        == 202);
        var id = start("self_test", devices(device()), Map.of()).getString("id");
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void goesOnAfterKafkaHung() throws Exception {
        var id = "";
        signal("STOP");
        try {
            id = start("self_test", devices(device()), Map.of(), "PT1M").getString("id");
            await().pollDelay(Duration.ofSeconds(6)).until(() -> true);
            assertThat(given().get("/api/interactions/" + id).jsonPath().getString("state"))
                    .isEqualTo("running");
        } finally {
            signal("CONT");
        }

        var path = "/api/interactions/" + id;
        await().atMost(Duration.ofSeconds(40))
                .until(() -> given().get(path).jsonPath().getString("state").equals("succeeded"));
        assertThat(runs("interaction=" + id).getList("items")).hasSize(1);
    }

    private void signal(String name) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, kafka).start().waitFor())
                .isZero();
    }
}
