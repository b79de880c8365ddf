package io.lamplighter.interactions.ensures;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EnsureTest extends ServiceTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private String keep(UUID device, Object value, Object... more) {
        var body = new HashMap<String, Object>(Map.of("deviceId", device, "value", value, "atMostEvery", "PT1S"));
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return post("/api/ensures", body)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private JsonPath in(String id, String state) {
        return await().atMost(TEN)
                .until(
                        () -> given().get("/api/ensures/" + id).jsonPath(),
                        view -> state.equals(view.getString("state")));
    }

    private void withdraw(String id) {
        given().delete("/api/ensures/" + id).then().statusCode(204);
    }

    @Test
    void setsAgainWhatSomebodyHasSwitchedAndShowsBoth() {
        var device = device();
        var id = keep(device, true);
        var held = in(id, "holding");
        assertThat(held.getBoolean("desired.value")).isTrue();
        assertThat(held.getBoolean("reported.value")).isTrue();
        assertThat(held.getInt("sets")).isEqualTo(1);
        await().atMost(TEN).until(() -> {
            gateway.observe(device, "on", false);
            return given().get("/api/ensures/" + id).jsonPath().getInt("drifts") > 0;
        });

        await().atMost(TEN).until(() -> gateway.commands(device).size() >= 2);

        assertThat(gateway.commands(device).getLast().get("task").asText()).isEqualTo("set_status");
        assertThat(gateway.commands(device).getLast().get("requestedBy").asText())
                .isEqualTo("ensure:" + id);
        assertThat(sql("select extract(epoch from max(created_at) - min(created_at)) * 1000 from interactions"
                        + " where requested_by = 'ensure:" + id + "' and task = 'set_status'"))
                .isGreaterThanOrEqualTo(1000);
        withdraw(id);
        given().get("/api/ensures/" + id).then().statusCode(404);
    }

    @Test
    void asksADeviceThatIsSilentAndFindsItsDrift() {
        var device = device();
        var id = keep(device, true, "checkEvery", "PT1S");
        assertThat(in(id, "holding").getInt("sets")).isEqualTo(1);

        gateway.report(device, false);

        await().atMost(TEN)
                .until(() -> given().get("/api/ensures/" + id).jsonPath().getInt("sets") >= 2);
        assertThat(given().get("/api/ensures/" + id).jsonPath().getInt("drifts"))
                .isPositive();
        assertThat(gateway.commands(device))
                .anyMatch(command -> command.get("task").asText().equals("pull_status"));
        withdraw(id);
    }

    @Test
    void tellsWhenItCannotSetAndGoesOnTrying() {
        var device = device();
        gateway.fail(device);
        var id = keep(device, 21.5, "name", "setpoint");
        assertThat(in(id, "failing").getString("error.code")).isEqualTo("unreachable");

        gateway.recover(device);

        assertThat(in(id, "holding").getDouble("reported.value")).isEqualTo(21.5);
        withdraw(id);
    }

    @Test
    void keepsOneValueForEachNameAndTakesTheLastWord() {
        var device = device();
        var id = keep(device, true);
        assertThat(in(id, "holding").getInt("sets")).isEqualTo(1);

        post("/api/ensures", Map.of("deviceId", device, "value", false)).then().statusCode(200);

        await().atMost(TEN)
                .until(() -> gateway.commands(device)
                                .getLast()
                                .at("/arguments/value")
                                .asBoolean(true)
                        == false);
        var all = given().get("/api/ensures?device=" + device).jsonPath();
        assertThat(all.getList("items")).hasSize(1);
        assertThat(all.getString("items[0].id")).isEqualTo(id);
        withdraw(id);
    }

    @Test
    void refusesADeviceThatTheRegistryDoesNotKnow() {
        isProblem(post("/api/ensures", Map.of("deviceId", UUID.randomUUID(), "value", true)), 404, "deviceId");
    }
}
