package io.lamplighter.interactions.interactions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class InteractionTest extends ServiceTest {

    @Test
    void pullsAttributesAndTellsWhatWasObserved() { // IOT-40, IOT-65
        var device = device();

        var id = start("pull_attributes", devices(device), Map.of()).getString("id");

        var interaction = ended(id);
        assertThat(interaction.getString("state")).isEqualTo("succeeded");
        assertThat(interaction.getInt("runs.succeeded")).isEqualTo(1);
        assertThat(interaction.getString("requestedBy")).isEqualTo("ada");
        var run = runs("interaction=" + id);
        assertThat(run.getString("items[0].deviceId")).isEqualTo(device.toString());
        assertThat(run.getString("items[0].state")).isEqualTo("succeeded");
        assertThat(run.getInt("items[0].attempts")).isEqualTo(1);
        assertThat(run.getList("items[0].result.observations.name")).containsExactly("temperature", "power");
        assertThat(run.getList("items[0].result.observations.validAt")).doesNotContainNull();
        assertThat(run.getString("items[0].startedAt")).isNotNull();
        assertThat(run.getString("items[0].endedAt")).isNotNull();
        given().get("/api/runs/" + run.getString("items[0].id"))
                .then()
                .statusCode(200)
                .body("task", equalTo("pull_attributes"));
    }

    @Test
    void pullsTheStatus() { // IOT-41
        var id = start("pull_status", devices(device()), Map.of()).getString("id");

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        assertThat(runs("interaction=" + id).getBoolean("items[0].result.observations[0].value"))
                .isTrue();
    }

    @Test
    void setsAStatusAndKeepsNothingWhenTheVendorFails() { // IOT-42
        var device = device();
        var good = start("set_status", devices(device), Map.of("name", "on", "value", false))
                .getString("id");
        assertThat(ended(good).getString("state")).isEqualTo("succeeded");
        assertThat(runs("interaction=" + good).getBoolean("items[0].result.observations[0].value"))
                .isFalse();

        gateway.fail(device);
        var bad = start("set_status", devices(device), Map.of("value", true)).getString("id");

        assertThat(ended(bad).getString("state")).isEqualTo("failed");
        var run = runs("interaction=" + bad);
        assertThat(run.getString("items[0].error.code")).isEqualTo("unreachable");
        assertThat(run.<Object>get("items[0].result")).isNull();
    }

    @Test
    void setsAnAttribute() { // IOT-43
        var id = start("set_attributes", devices(device()), Map.of("name", "setpoint", "value", 21.5))
                .getString("id");

        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
        assertThat(runs("interaction=" + id).getFloat("items[0].result.observations[0].value"))
                .isEqualTo(21.5f);
    }

    @Test
    void sendsIdsOnlyAndAnswersBeforeTheGatewayDoes() { // IOT-46, IOT-47
        var device = device();
        gateway.silentAbout(device);

        var answer = start("pull_all", devices(device), Map.of());

        assertThat(answer.getString("state")).isEqualTo("running");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gateway.commands(device).size() == 1);
        var command = gateway.commands(device).getFirst();
        assertThat(command.properties().stream().map(Map.Entry::getKey).toList())
                .containsExactlyInAnyOrder(
                        "runId",
                        "interactionId",
                        "deviceId",
                        "task",
                        "arguments",
                        "deadline",
                        "requestedBy",
                        "attempt");
        var sent = gateway.records("commands").stream()
                .filter(record -> record.key().equals(device.toString()))
                .findFirst()
                .orElseThrow();
        assertThat(new String(sent.headers().lastHeader("ce_type").value(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("io.lamplighter.command.dispatched");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        runs("device=" + device).getString("items[0].state").equals("dispatched"));
    }

    @Test
    void refusesAnUnknownDeviceAndStoresNothing() { // IOT-50
        var known = device();
        var unknown = UUID.randomUUID();
        long before = sql("select count(*) from interactions");

        post("/api/interactions", Map.of("task", "pull_all", "target", devices(known, unknown)))
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:interactions:device-not-found"))
                .body("violations[0].field", equalTo("target.devices[1]"));

        assertThat(runs("device=" + known).getList("items")).isEmpty();
        assertThat(sql("select count(*) from interactions where target::text like '%" + unknown + "%'"))
                .isZero();
        assertThat(before).isNotNegative();
    }

    @Test
    void keepsArgumentsThatTheTaskDoesNotKnow() { // IOT-51
        var device = device();

        var id = start("set_status", devices(device), Map.of("value", true, "why", Map.of("mood", "good")))
                .getString("id");

        assertThat(ended(id).getString("arguments.why.mood")).isEqualTo("good");
        assertThat(gateway.commands(device).getFirst().at("/arguments/why/mood").asText())
                .isEqualTo("good");
    }

    @Test
    void answersWithTheOutcomeWhenAskedToWait() { // IOT-52
        var device = device();
        given().contentType("application/json")
                .header("Prefer", "wait=10")
                .body(json(
                        Map.of("task", "set_status", "target", devices(device), "arguments", Map.of("value", false))))
                .post("/api/interactions")
                .then()
                .statusCode(200)
                .header("Preference-Applied", "wait=10")
                .body("state", equalTo("succeeded"))
                .body("endedAt", notNullValue());

        gateway.silentAbout(device);
        given().contentType("application/json")
                .header("Prefer", "wait=1")
                .body(json(Map.of("task", "pull_all", "target", devices(device))))
                .post("/api/interactions")
                .then()
                .statusCode(202)
                .body("state", equalTo("running"));
    }

    @Test
    void refusesAnUnknownTaskAndListsTheTasks() { // IOT-53
        post("/api/interactions", Map.of("task", "dance", "target", devices(device())))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("task"))
                .body("violations[0].message", containsString("pull_status"));
    }

    @Test
    void listsTheTasksWithTheirArguments() { // IOT-63
        given().get("/api/tasks")
                .then()
                .statusCode(200)
                .body(
                        "items.name",
                        hasItems(
                                "pull_status",
                                "pull_attributes",
                                "pull_all",
                                "set_status",
                                "set_attributes",
                                "refresh_all",
                                "self_test"))
                .body("items.find { it.name == 'set_status' }.arguments.properties.value.type", hasItems("boolean"));
        var id = start("self_test", devices(device()), Map.of()).getString("id");
        assertThat(ended(id).getString("state")).isEqualTo("succeeded");
    }

    @Test
    void refreshesEveryEnabledDeviceWithoutATarget() { // IOT-54
        var device = device();
        var disabled = device(false, Map.of());

        var id = post("/api/interactions", Map.of("task", "refresh_all", "timeout", "PT3S"))
                .jsonPath()
                .getString("id");

        assertThat(ended(id).getString("state")).isNotEqualTo("failed");
        assertThat(gateway.commands(device).getLast().get("task").asText()).isEqualTo("pull_all");
        assertThat(gateway.commands(disabled)).isEmpty();
    }

    @Test
    void expandsASelectorOverManyPagesIntoOneRunForEachDevice() {
        var labels = Map.of("fleet", UUID.randomUUID().toString());
        for (int i = 0; i < 1200; i++) {
            var ignored = device(true, labels);
        }

        var id = start("pull_all", Map.of("selector", Map.of("vendor", "simulator", "labels", labels)), Map.of())
                .getString("id");

        assertThat(ended(id).getInt("runs.succeeded")).isEqualTo(1200);
        assertThat(sql("select count(distinct device_id) from runs where interaction_id = '" + id + "'"))
                .isEqualTo(1200);
    }

    @Test
    void tellsThatATargetIsEmpty() {
        var id = start("pull_all", Map.of("selector", Map.of("labels", Map.of("none", "such"))), Map.of())
                .getString("id");

        var interaction = ended(id);
        assertThat(interaction.getString("state")).isEqualTo("succeeded");
        assertThat(interaction.getString("error.code")).isEqualTo("empty_target");
    }

    @Test
    void skipsADisabledDeviceThatIsNamed() {
        var id = start("pull_all", devices(device(false, Map.of()), device()), Map.of())
                .getString("id");

        var interaction = ended(id);
        assertThat(interaction.getString("state")).isEqualTo("partly_failed");
        assertThat(interaction.getInt("runs.skipped")).isEqualTo(1);
        assertThat(runs("state=skipped&interaction=" + id).getString("items[0].error.code"))
                .isEqualTo("device_disabled");
    }

    @Test
    void cancelsWhatHasNotEnded() {
        var silent = device();
        gateway.silentAbout(silent);
        var id = start("pull_all", devices(silent, device()), Map.of()).getString("id");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> runs("state=succeeded&interaction=" + id)
                                .getList("items")
                                .size()
                        == 1);

        post("/api/interactions/" + id + "/cancel", "").then().statusCode(200).body("state", equalTo("cancelled"));

        assertThat(ended(id).getInt("runs.cancelled")).isEqualTo(1);
        assertThat(ended(id).getInt("runs.succeeded")).isEqualTo(1);
        post("/api/interactions/" + id + "/cancel", "").then().statusCode(200).body("state", equalTo("cancelled"));
    }

    @Test
    void answers503WhileTheRegistryIsAway() {
        registryAway(true);

        post("/api/interactions", Map.of("task", "pull_all", "target", devices(UUID.randomUUID())))
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue());
    }

    @Test
    void pagesNewestFirst() {
        var device = device();
        for (int i = 0; i < 3; i++) {
            assertThat(ended(start("self_test", devices(device), Map.of()).getString("id"))
                            .getString("state"))
                    .isEqualTo("succeeded");
        }

        var first = runs("limit=2&device=" + device);
        var second = runs("limit=2&device=" + device + "&after=" + first.getString("next"));

        assertThat(first.getList("items")).hasSize(2);
        assertThat(second.getList("items")).hasSize(1);
        assertThat(second.getString("next")).isNull();
        assertThat(first.getString("items[0].id")).isGreaterThan(first.getString("items[1].id"));
        given().get("/api/interactions?task=self_test&state=succeeded&limit=1")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("next", notNullValue());
    }
}
