package io.lamplighter.interactions.schedules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScheduleTest extends ServiceTest {

    private Map<String, Object> definition(Object... more) {
        var definition = new HashMap<String, Object>();
        definition.put("name", "S " + UUID.randomUUID());
        definition.put("cron", "0 0 1 1 *");
        definition.put("task", "pull_all");
        definition.put("target", Map.of("selector", Map.of("labels", Map.of("room", "none"))));
        for (int i = 0; i < more.length; i += 2) {
            definition.put((String) more[i], more[i + 1]);
        }
        return definition;
    }

    private Response patch(String id, String etag, Object body) {
        var request = given().contentType("application/merge-patch+json").body(json(body));
        return (etag == null ? request : request.header("If-Match", etag)).patch("/api/schedules/" + id);
    }

    @Test
    void definesReadsChangesAndRemovesASchedule() {
        var created = post(
                "/api/schedules",
                definition("timeZone", "Europe/Rome", "arguments", Map.of("why", "yearly"), "misfire", "once"));
        created.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .body("misfire", equalTo("once"))
                .body("overlap", equalTo("skip"))
                .body("enabled", equalTo(true))
                .body("arguments.why", equalTo("yearly"))
                .body("nextAt", equalTo("2026-12-31T23:00:00Z"))
                .body("lastAt", nullValue());
        var id = created.jsonPath().getString("id");
        assertThat(created.header("Location")).endsWith("/api/schedules/" + id);

        given().get("/api/schedules/" + id).then().statusCode(200).body("timeout", equalTo("PT10S"));
        patch(id, "\"1\"", Map.of("cron", "0 0 1 6 *"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("nextAt", equalTo("2027-05-31T22:00:00Z"));
        patch(id, "\"1\"", Map.of("enabled", false)).then().statusCode(412);
        patch(id, null, Map.of("enabled", false)).then().statusCode(200).body("nextAt", nullValue());
        given().contentType("application/json")
                .header("If-Match", "\"3\"")
                .body(json(definition("name", "Put " + id)))
                .put("/api/schedules/" + id)
                .then()
                .statusCode(200)
                .body("timeZone", equalTo("UTC"))
                .body("version", equalTo(4));
        given().get("/api/schedules?limit=1000")
                .then()
                .statusCode(200)
                .body("items.id", org.hamcrest.Matchers.hasItem(id));

        given().delete("/api/schedules/" + id).then().statusCode(204);
        given().get("/api/schedules/" + id).then().statusCode(404);
        given().delete("/api/schedules/" + id).then().statusCode(404);
    }

    @Test
    void refusesANameThatIsTaken() {
        var name = "Taken " + UUID.randomUUID();
        post("/api/schedules", definition("name", name)).then().statusCode(201);

        post("/api/schedules", definition("name", name))
                .then()
                .statusCode(409)
                .body("violations[0].field", equalTo("name"));
    }

    @Test
    void startsNowOnDemandAndKeepsTheRunsWhenItIsRemoved() {
        var device = device();
        var id = post("/api/schedules", definition("target", devices(device)))
                .jsonPath()
                .getString("id");

        var started = post("/api/schedules/" + id + "/run", "");

        started.then().statusCode(202).header("Location", notNullValue());
        assertThat(ended(started.jsonPath().getString("id")).getString("state")).isEqualTo("succeeded");
        given().delete("/api/schedules/" + id).then().statusCode(204);
        assertThat(runs("schedule=" + id).getString("items[0].deviceId")).isEqualTo(device.toString());
    }

    @Test
    void tellsItsNextFirings() {
        var id = post("/api/schedules", definition("cron", "0 0 29 2 *"))
                .jsonPath()
                .getString("id");

        given().get("/api/schedules/" + id + "/next?count=3")
                .then()
                .statusCode(200)
                .body(
                        "items",
                        equalTo(java.util.List.of(
                                "2028-02-29T00:00:00Z", "2032-02-29T00:00:00Z", "2036-02-29T00:00:00Z")));
    }

    @Test
    void doesNotFireBeforeItsFirstTime() { // pain 5
        var before = Instant.now();

        var schedule = post("/api/schedules", definition("cron", "* * * * *")).jsonPath();

        assertThat(Instant.parse(schedule.getString("nextAt"))).isAfter(before);
    }

    @Test
    void changesAScheduleWhoseTimesAreOver() { // pain 14
        var id = post("/api/schedules", definition("cron", "0 0 0 1 1 * 2099"))
                .jsonPath()
                .getString("id");
        assertThat(sql("update schedules set cron = '0 0 0 1 1 * 2020', next_at = null where id = '" + id + "'"))
                .isEqualTo(1);

        patch(id, null, Map.of("name", "Over " + id)).then().statusCode(200).body("nextAt", nullValue());
        given().delete("/api/schedules/" + id).then().statusCode(204);
    }
}
