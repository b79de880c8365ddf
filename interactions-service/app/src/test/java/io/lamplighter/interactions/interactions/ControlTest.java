package io.lamplighter.interactions.interactions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.interactions.GatewayStub;
import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Retries, cancelling, doing again, and asking twice. */
@QuarkusTest
class ControlTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private Response keyed(String key, Object body) {
        return given().contentType("application/json")
                .header("X-Requested-By", "ada")
                .header("Idempotency-Key", key)
                .body(json(body))
                .post("/api/interactions");
    }

    @Test
    void triesAgainWithALaterAttemptUntilItSucceeds() { // CH-47
        var device = device();
        gateway.fail(device, 2);

        var id = started("""
            {"task":"pull_all","target":{"devices":["%s"]},"retry":{"attempts":4,"delay":"PT0.05S"}}
            """.formatted(device)).getString("id");

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        var run = runs("interaction=" + id);
        assertThat(run.getInt("items[0].attempts")).isEqualTo(3);
        assertThat(run.<Object>get("items[0].error")).isNull();
        assertThat(gateway.commands(device).stream()
                        .map(command -> command.get("attempt").asInt()))
                .containsExactly(1, 2, 3);
    }

    @Test
    void ignoresADoubledResultOfAnEarlierAttempt() {
        var device = device();
        gateway.silentAbout(device);
        var id = started("""
            {"task":"pull_all","target":{"devices":["%s"]},"retry":{"attempts":2,"delay":"PT0.05S"}}
            """.formatted(device)).getString("id");
        await().atMost(TEN).until(() -> gateway.commands(device).size() == 1);
        var first = GatewayStub.result(gateway.commands(device).getFirst(), true);
        gateway.send(device.toString(), first);
        await().atMost(TEN).until(() -> gateway.commands(device).size() == 2);

        gateway.send(device.toString(), first);
        gateway.send(
                device.toString(), GatewayStub.result(gateway.commands(device).getLast(), false));

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void neverTriesAgainPastTheDeadline() {
        var device = device();
        gateway.fail(device);

        var id = started("""
            {"task":"pull_all","target":{"devices":["%s"]},"timeout":"PT1S","retry":{"attempts":9,"delay":"PT10S"}}
            """.formatted(device)).getString("id");

        assertThat(ended(id).getString("state")).isEqualTo("failed");
        assertThat(gateway.commands(device)).hasSize(1);
    }

    @Test
    void doesNotTryAgainWhatTheVendorRejects() {
        var device = device();
        gateway.silentAbout(device);
        var id = started("""
            {"task":"pull_all","target":{"devices":["%s"]},"retry":{"attempts":9,"delay":"PT0.01S"}}
            """.formatted(device)).getString("id");
        await().atMost(TEN).until(() -> gateway.commands(device).size() == 1);

        gateway.send(
                device.toString(),
                GatewayStub.result(gateway.commands(device).getFirst(), true).replace("unreachable", "rejected"));

        assertThat(ended(id).getString("state")).isEqualTo("failed");
        assertThat(runs("interaction=" + id).getInt("items[0].attempts")).isEqualTo(1);
    }

    /** Pulls, and answers the first command as if there had been no room for it. */
    private String pulledWithoutRoom(UUID device, String timeout) {
        gateway.silentAbout(device);
        var id = started("""
            {"task":"pull_all","target":{"devices":["%s"]},"timeout":"%s"}
            """.formatted(device, timeout)).getString("id");
        await().atMost(TEN).until(() -> gateway.commands(device).size() == 1);
        gateway.send(
                device.toString(),
                GatewayStub.result(gateway.commands(device).getFirst(), true).replace("unreachable", "rate_limited"));
        return id;
    }

    @Test
    void commandThatFoundNoRoomIsSentAgainWhileThereIsTime() {
        var device = device();
        var id = pulledWithoutRoom(device, "PT22S");
        await().atMost(TEN).until(() -> gateway.commands(device).size() == 2);
        gateway.send(
                device.toString(), GatewayStub.result(gateway.commands(device).getLast(), false));

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        assertThat(runs("interaction=" + id).getInt("items[0].attempts")).isEqualTo(2);
    }

    @Test
    void commandThatFoundNoRoomAndHasLittleTimeEnds() {
        var id = pulledWithoutRoom(device(), "PT10S");

        assertThat(ended(id).getString("state")).isEqualTo("failed");
        assertThat(runs("interaction=" + id).getString("items[0].error.code")).isEqualTo("rate_limited");
    }

    @Test
    void tellsTheTruthAboutCommandsThatWereSentBeforeACancel() { // pain 19
        var device = device();
        gateway.silentAbout(device);
        var id = start("set_status", devices(device), Map.of("value", true)).getString("id");
        await().atMost(TEN).until(() -> !gateway.commands(device).isEmpty());

        given().delete("/api/interactions/" + id).then().statusCode(200);

        var cancelled = ended(id);
        assertThat(cancelled.getString("state")).isEqualTo("cancelled");
        assertThat(cancelled.getString("warnings[0].code")).isEqualTo("sent_before_cancel");
        assertThat(runs("interaction=" + id).getString("items[0].error.code")).isEqualTo("cancelled_after_dispatch");
    }

    @Test
    void doesTheFailedPartAgain() {
        var good = device();
        var bad = device();
        gateway.fail(bad);
        var first = ended(start("pull_all", devices(good, bad), Map.of()).getString("id"));
        assertThat(first.getString("state")).isEqualTo("partly_failed");
        gateway.recover(bad);

        var again = post("/api/interactions/" + first.getString("id") + "/rerun", "")
                .then()
                .statusCode(202)
                .body("rerunOf", equalTo(first.getString("id")))
                .extract()
                .jsonPath();

        assertThat(ended(again.getString("id")).getInt("runs.succeeded")).isEqualTo(1);
        assertThat(gateway.commands(good)).hasSize(1);
        isProblem(post("/api/interactions/" + again.getString("id") + "/rerun", ""), 409, null);
    }

    @Test
    void startsARequestOnceHoweverOftenItIsSent() {
        var device = device();
        var body = Map.of("task", "self_test", "target", devices(device));
        var key = UUID.randomUUID().toString();

        var first = keyed(key, body).then().statusCode(202).extract().jsonPath().getString("id");
        var second = keyed(key, body)
                .then()
                .header("Idempotency-Replayed", "true")
                .extract()
                .jsonPath();

        assertThat(second.getString("id")).isEqualTo(first);
        assertThat(sql("select count(*) from interactions where idempotency_key = '" + key + "'"))
                .isEqualTo(1);
        isProblem(keyed(key, Map.of("task", "pull_all", "target", devices(device))), 422, "Idempotency-Key");
        isProblem(keyed("with space", body), 400, "Idempotency-Key");
    }

    @Test
    void startsARequestOnceWhenItIsSentTwiceAtTheSameTime() throws Exception {
        var body = Map.of("task", "self_test", "target", devices(device()));
        var key = UUID.randomUUID().toString();
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new java.util.ArrayList<java.util.concurrent.Future<Integer>>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> keyed(key, body).statusCode()));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(202);
            }
        }

        assertThat(sql("select count(*) from interactions where idempotency_key = '" + key + "'"))
                .isEqualTo(1);
    }

    @Test
    void warnsOfAnEmptyTarget() {
        var interaction = ended(start("pull_all", Map.of("selector", Map.of("expression", "none=such")), Map.of())
                .getString("id"));

        assertThat(interaction.getString("warnings[0].code")).isEqualTo("empty_target");
    }

    @Test
    void cutsOffWhatHasMoreRunsThanAnInteractionMayHave() {
        var id = start("self_test", Map.of("selector", Map.of("vendor", "endless")), Map.of(), "PT1M")
                .getString("id");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(given().get("/api/interactions/" + id)
                                .jsonPath()
                                .getString("error.code"))
                        .isEqualTo("too_many_runs"));
        assertThat(sql("select count(*) from runs where interaction_id = '" + id + "'"))
                .isEqualTo(2000);
        given().delete("/api/interactions/" + id).then().statusCode(200);
    }

    @Test
    void changesEveryDeviceOnlyWhenThatIsConfirmed() {
        var body =
                "{\"task\":\"set_status\",\"target\":{\"selector\":{\"type\":\"nothing\"}},\"arguments\":{\"value\":true}}";
        post("/api/interactions", body).then().statusCode(202);
        var everything =
                "{\"task\":\"set_status\",\"target\":{\"selector\":{}},\"arguments\":{\"value\":true},%s\"timeout\":\"PT1S\"}";

        isProblem(post("/api/interactions", everything.formatted("")), 400, "confirm");
        var id = started(everything.formatted("\"confirm\":true,")).getString("id");
        assertThat(given().get("/api/interactions/" + id).jsonPath().getBoolean("target.confirm"))
                .isTrue();
        given().delete("/api/interactions/" + id).then().statusCode(200);
    }

    @Test
    void picksDevicesByTypeAndExpression() {
        var fleet = UUID.randomUUID().toString();
        var kitchen = device(true, Map.of("fleet", fleet, "room", "kitchen"));
        var hall = device(true, Map.of("fleet", fleet, "room", "hall"));

        var id = started("""
            {"task":"pull_all","target":{"selector":{"type":"plug","labels":{"fleet":"%s"},"expression":"room!=hall"}}}
            """.formatted(fleet)).getString("id");

        assertThat(ended(id).getInt("runs.succeeded")).isEqualTo(1);
        assertThat(gateway.commands(kitchen)).hasSize(1);
        assertThat(gateway.commands(hall)).isEmpty();
    }
}
