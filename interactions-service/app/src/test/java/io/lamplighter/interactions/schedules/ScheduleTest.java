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
import java.util.List;
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
    void keepsEveryFieldOfADefinition() {
        var definition = definition(
                "cron", "H H(2-4) 13 * 5",
                "timeZone", "Europe/Rome",
                "days", "and",
                "startAt", "2027-01-01T00:00:00+01:00",
                "endAt", "2037-01-01T00:00:00Z",
                "jitter", "PT5M",
                "quiet", List.of(Map.of("from", "23:29", "to", "23:36", "timeZone", "Asia/Shanghai")),
                "misfire", "all",
                "misfireHorizon", "PT6H",
                "overlap", "queue",
                "runAtStart", false);

        var view = post("/api/schedules", definition)
                .then()
                .statusCode(201)
                .body("days", equalTo("and"))
                .body("startAt", equalTo("2026-12-31T23:00:00Z"))
                .body("endAt", equalTo("2037-01-01T00:00:00Z"))
                .body("jitter", equalTo("PT5M"))
                .body("quiet[0].from", equalTo("23:29"))
                .body("quiet[0].timeZone", equalTo("Asia/Shanghai"))
                .body("misfireHorizon", equalTo("PT6H"))
                .body("runAtStart", equalTo(false))
                .body("active", equalTo(true))
                .body("hasError", equalTo(false))
                .body("last", nullValue())
                .body("figures", nullValue())
                .extract()
                .jsonPath();
        var due = Instant.parse(view.getString("nextAt"));
        var fires = Instant.parse(view.getString("firesAt"));
        assertThat(due).isBetween(Instant.parse("2027-08-13T00:00:00Z"), Instant.parse("2027-08-13T03:00:00Z"));
        assertThat(fires).isBetween(due, due.plusSeconds(300));
        given().get("/api/schedules/" + view.getString("id"))
                .then()
                .body("firesAt", equalTo(view.getString("firesAt")));
    }

    @Test
    void goesOverToAnotherKindOfTiming() {
        var id = post("/api/schedules", definition()).jsonPath().getString("id");

        patch(id, null, Map.of("rate", "PT1H"))
                .then()
                .statusCode(200)
                .body("cron", nullValue())
                .body("rate", equalTo("PT1H"));
        patch(id, null, Map.of("at", "2040-01-01T00:00:00.5Z"))
                .then()
                .statusCode(200)
                .body("rate", nullValue())
                .body("misfire", equalTo("skip"))
                .body("nextAt", equalTo("2040-01-01T00:00:00.500Z"));
        patch(id, null, Map.of("after", "PT2H")).then().statusCode(200).body("at", notNullValue());
        patch(id, null, Map.of("cron", "0 0 1 1 *", "every", "PT1H")).then().statusCode(400);
    }

    @Test
    void keepsAFixedRateInStepWithItsStart() { // ETL-02
        var start = Instant.now().plusSeconds(3600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var definition = definition("rate", "PT90M", "startAt", start.toString());
        definition.remove("cron");
        var id = post("/api/schedules", definition)
                .then()
                .statusCode(201)
                .body("nextAt", equalTo(start.toString()))
                .extract()
                .jsonPath()
                .getString("id");

        given().get("/api/schedules/" + id + "/next?count=3")
                .then()
                .body("items[1]", equalTo(start.plusSeconds(5400).toString()))
                .body("items[2]", equalTo(start.plusSeconds(10800).toString()));
    }

    @Test
    void showsWhenAnExpressionWouldFire() {
        var preview = post(
                        "/api/schedules/preview",
                        Map.of("cron", "30 2 * * *", "timeZone", "Europe/Rome", "startAt", "2027-03-27T00:00:00Z"))
                .then()
                .statusCode(200)
                .body("description", equalTo("at 02:30, Europe/Rome"))
                .body("line", equalTo("0 30 2 * * * *"))
                .body("items.size()", equalTo(10))
                .body("items[0]", equalTo("2027-03-27T01:30:00Z"))
                .body("items[1]", equalTo("2027-03-28T01:30:00Z"))
                .body("items[2]", equalTo("2027-03-29T00:30:00Z"))
                .extract()
                .jsonPath();
        assertThat(preview.getString("firings[0].firesAt")).isEqualTo("2027-03-27T01:30:00Z");

        post(
                        "/api/schedules/preview?count=2",
                        Map.of("cron", "30 23 * * *", "quiet", List.of(Map.of("from", "23:29", "to", "23:36"))))
                .then()
                .statusCode(200)
                .body("firings.size()", equalTo(2))
                .body("firings[0].firesAt", org.hamcrest.Matchers.endsWith("T23:36:00Z"));
        post("/api/schedules/preview", Map.of("cron", "* 25 * * *"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("cron"))
                .body("violations[0].message", org.hamcrest.Matchers.containsString("hour field (column 3)"));
        post("/api/schedules/preview", Map.of()).then().statusCode(400);
        post("/api/schedules/preview", Map.of("rate", "PT1M"))
                .then()
                .statusCode(200)
                .body("description", equalTo("every PT1M"))
                .body("line", nullValue());
    }

    @Test
    void hashesByNameSoThatAPreviewTellsTheTruth() { // ETL-30
        var definition = definition("cron", "@daily");
        var preview = post("/api/schedules/preview", Map.of("name", definition.get("name"), "cron", "@daily"));

        post("/api/schedules", definition)
                .then()
                .statusCode(201)
                .body("nextAt", equalTo(preview.jsonPath().getString("items[0]")));
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
