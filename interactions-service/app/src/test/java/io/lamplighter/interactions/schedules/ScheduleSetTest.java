package io.lamplighter.interactions.schedules;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.lamplighter.interactions.ServiceTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ScheduleSetTest extends ServiceTest { // IOT-57, ETL-06
    private String set;

    @BeforeEach
    void name() {
        set = "set " + UUID.randomUUID();
    }

    private static RequestSpecification yaml() {
        var encoding = EncoderConfig.encoderConfig().encodeContentTypeAs("application/yaml", ContentType.TEXT);
        return given().config(RestAssured.config().encoderConfig(encoding)).contentType("application/yaml");
    }

    private static Response apply(String set, boolean dryRun, String document) {
        return yaml().queryParam("set", set)
                .queryParam("dryRun", dryRun)
                .body(document)
                .post("/api/schedules/apply");
    }

    private String document() {
        return """
                schedules:
                  - name: %1$s lights
                    cron: 30 22 * * *
                    timeZone: Europe/Rome
                    task: set_status
                    target: {selector: {labels: {room: kitchen}}}
                    arguments: {name: on, value: false}
                  - name: %1$s pull
                    rate: PT5M
                    task: pull_all
                    target:
                      selector: {labels: {room: cellar}}
                    quiet:
                      - {from: 23:29, to: 23:36, timeZone: Asia/Shanghai}
                """.formatted(set);
    }

    @Test
    void makesTheSetWhatTheDocumentSays() {
        apply(set, true, document())
                .then()
                .statusCode(200)
                .body("created", equalTo(2))
                .body("dryRun", equalTo(true));
        given().queryParam("set", set).get("/api/schedules").then().body("items.size()", equalTo(0));

        apply(set, false, document())
                .then()
                .statusCode(200)
                .body("created", equalTo(2))
                .body("items[0].name", equalTo(set + " lights"))
                .body("items[0].action", equalTo("create"));
        given().queryParam("set", set)
                .get("/api/schedules")
                .then()
                .body("items.size()", equalTo(2))
                .body("items[0].set", equalTo(set))
                .body("items[0].arguments.value", equalTo(false))
                .body("items[0].nextAt", notNullValue())
                .body("items[1].quiet[0].from", equalTo("23:29"));

        apply(set, false, document()).then().body("unchanged", equalTo(2)).body("updated", equalTo(0));
    }

    @Test
    void tellsWhatItChangesFieldByField() {
        var ids = apply(set, false, document()).jsonPath();
        var changed = document().replace("30 22 * * *", "45 22 * * *").replace("value: false", "value: true");

        apply(set, false, changed)
                .then()
                .statusCode(200)
                .body("updated", equalTo(1))
                .body("unchanged", equalTo(1))
                .body("items[0].id", equalTo(ids.getString("items[0].id")))
                .body("items[0].changes.cron.from", equalTo("30 22 * * *"))
                .body("items[0].changes.cron.to", equalTo("45 22 * * *"))
                .body("items[0].changes.arguments.to.value", equalTo(true))
                .body("items[0].changes.size()", equalTo(2));
    }

    @Test
    void retiresWhatLeavesTheSetAndKeepsItsHistory() { // ETL-06
        var id = apply(set, false, document()).jsonPath().getString("items[1].id");
        var started = post("/api/schedules/" + id + "/run", "").jsonPath().getString("id");
        assertThat(ended(started).getString("state")).isEqualTo("succeeded");
        var without = document().substring(0, document().indexOf("  - name: " + set + " pull"));

        apply(set, false, without).then().statusCode(200).body("retired", equalTo(1));

        given().get("/api/schedules/" + id)
                .then()
                .statusCode(200)
                .body("retiredAt", notNullValue())
                .body("enabled", equalTo(false))
                .body("nextAt", nullValue())
                .body("last.interactionId", equalTo(started));
        given().queryParam("set", set).get("/api/schedules").then().body("items.size()", equalTo(1));
        given().get("/api/interactions/" + started).then().statusCode(200);
        apply(set, false, document()).then().body("updated", equalTo(1)).body("items[1].id", equalTo(id));
        given().get("/api/schedules/" + id)
                .then()
                .body("retiredAt", nullValue())
                .body("enabled", equalTo(true))
                .body("nextAt", notNullValue());
    }

    @Test
    void exportsWhatCanBeAppliedAgain() {
        assertThat(apply(set, false, document()).asString()).contains("\"created\":2");

        var exported = given().queryParam("set", set)
                .get("/api/schedules/export")
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("application/yaml"))
                .extract()
                .asString();

        assertThat(exported).contains("30 22 * * *", "Asia/Shanghai").doesNotContain("overlap", "enabled");
        apply(set, false, exported.replaceFirst("set: .*\\n", ""))
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(2));
        assertThat(given().get("/api/schedules/export").asString()).contains(set + " pull");
    }

    @Test
    void takesOverWhatBelongsToNoSetAndNothingOfAnotherSet() {
        var name = set + " pull";
        post(
                        "/api/schedules",
                        "{\"name\":\"" + name
                                + "\",\"every\":\"PT1H\",\"task\":\"pull_all\",\"target\":{\"selector\":{}}}")
                .then()
                .statusCode(201);

        apply(set, false, document())
                .then()
                .statusCode(200)
                .body("created", equalTo(1))
                .body("updated", equalTo(1));

        apply("another " + set, false, document())
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("schedules[1].name"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            `: [`                                                       | body
            `- a`                                                       | body
            ``                                                          | body
            `schedules: 7`                                              | schedules
            `schedule: []`                                              | schedule
            `schedules: [7]`                                            | schedules[0]
            `schedules: [{cron: "* * * * *", task: pull_all}]`          | schedules[0].name
            `schedules: [{name: a, crom: "* * * * *", task: pull_all}]` | schedules[0].crom
            `schedules: [{name: a, cron: "61 * * * *", task: pull_all, target: {selector: {}}}]` | schedules[0].cron
            `schedules: [{name: a, cron: "* * * * *", task: dance, target: {selector: {}}}]`     | schedules[0].task
            `schedules: [{name: a, after: PT1S, task: pull_all, target: {selector: {}}}]`        | schedules[0].after
            `schedules: [{name: a, every: soon, task: pull_all, target: {selector: {}}}]`        | schedules[0].every
            `schedules: [{name: a, name: b}]`                           | body
            `schedules: [{name: a, every: PT1H, task: pull_all, target: {selector: {}}}, {name: a, every: PT1H, task: pull_all, target: {selector: {}}}]` | schedules[1].name
            """)
    void refusesABadDocumentAsAWhole(String document, String field) {
        apply(set, false, document)
                .then()
                .statusCode(400)
                .header("Content-Type", startsWith("application/problem+json"))
                .body("violations.field", hasItem(field));
        given().queryParam("set", set).get("/api/schedules").then().body("items.size()", equalTo(0));
    }

    @Test
    void refusesASetWithoutAName() {
        yaml().body(document())
                .post("/api/schedules/apply")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("set"));
        yaml().queryParam("set", set)
                .queryParam("dryRun", "maybe")
                .body(document())
                .post("/api/schedules/apply")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("dryRun"));
    }
}
