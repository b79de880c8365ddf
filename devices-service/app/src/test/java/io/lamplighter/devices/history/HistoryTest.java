package io.lamplighter.devices.history;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.lamplighter.devices.Devices;
import io.lamplighter.devices.imports.Imports;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class HistoryTest {
    @Inject
    Pool database;

    @Inject
    HistoryPruner pruner;

    @Test
    void tellsWhoChangedWhatAndWhen() {
        var id = Devices.registerId(Devices.thermostat());
        var _ = patch(id, "grace", new JsonObject("{\"name\":\"T2\",\"labels\":{\"room\":\"hall\",\"floor\":null}}"));
        sql("update device set latitude = 1, updated_by = 'psql' where id = $1", id);
        given().header("X-Requested-By", "eve")
                .delete("/api/devices/" + id)
                .then()
                .statusCode(204);

        history(id)
                .body("items.action", equalTo(List.of("delete", "update", "update", "create")))
                .body("items.by", equalTo(List.of("eve", "psql", "grace", "anonymous")))
                .body("items.version", equalTo(List.of(4, 3, 2, 1)))
                .body("next", nullValue())
                .body("items[0].changes.size()", equalTo(0))
                .body(
                        "items[1].changes",
                        equalTo(List.of(java.util.Map.of("field", "location.latitude", "from", 41.9f, "to", 1.0f))))
                .body("items[2].changes.field", equalTo(List.of("labels.floor", "labels.room", "name")))
                .body("items[2].changes.from", equalTo(List.of("1", "kitchen", "Thermostat")))
                .body("items[2].changes.find{it.field=='labels.floor'}.to", nullValue())
                .body("items[2].changes.find{it.field=='name'}.to", equalTo("T2"))
                .body("items[3].changes.find{it.field=='labels.room'}.to", equalTo("kitchen"));
    }

    @Test
    void theDeviceAsItWasAtAnyTime() {
        var first = Devices.register(Devices.plug().put("metadata", JsonObject.of("a", 1)));
        var id = first.getString("id");
        var second = patch(id, "ada", new JsonObject().put("name", "second").put("metadata", JsonObject.of("a", 2)));
        var third = patch(id, "ada", new JsonObject().put("name", "third"));
        given().delete("/api/devices/" + id).then().statusCode(204);

        at(id, first.getString("createdAt"))
                .statusCode(200)
                .body("version", equalTo(1))
                .body("metadata.a", equalTo(1));
        at(id, second.getString("updatedAt")).statusCode(200).body("name", equalTo("second"));
        at(id, third.getString("updatedAt"))
                .statusCode(200)
                .body("name", equalTo("third"))
                .body("version", equalTo(3))
                .body("vendorIds", equalTo(first.getMap("vendorIds")));
        at(id, "2020-01-01T00:00:00Z").statusCode(404).body("type", equalTo("urn:problem:devices:device-not-found"));
        at(id, "2999-01-01T00:00:00+02:00").statusCode(404);
        given().get("/api/devices/" + id).then().statusCode(404);
    }

    @Test
    void aDeviceThatWasNeverChangedHasAHistoryToo() {
        var device = Devices.register(Devices.plug());
        var id = device.getString("id");

        history(id).body("items.action", equalTo(List.of("create")));
        at(id, "2999-01-01T00:00:00Z").statusCode(200).body("version", equalTo(1));
        at(id, "2020-01-01T00:00:00Z").statusCode(404);
    }

    @Test
    void anIdThatReturnsHasBothLives() {
        var id = Devices.registerId(Devices.plug());
        given().delete("/api/devices/" + id).then().statusCode(204);
        var gone = history(id).extract().jsonPath().getString("items[0].at");
        assertThat(Imports.ndjson(List.of(Devices.plug().put("id", id).put("name", "back")))
                        .outcomes())
                .containsExactly("created");

        history(id).body("items.action", equalTo(List.of("create", "delete", "create")));
        history(id).body("items[0].changes.find{it.field=='name'}.to", equalTo("back"));
        at(id, gone).statusCode(404);
        at(id, "2999-01-01T00:00:00Z").statusCode(200).body("name", equalTo("back"));
    }

    @Test
    void importsAndPlainSqlAreSeen() {
        var device = Devices.plug();
        var id = Devices.registerId(device);
        assertThat(Imports.ndjson(List.of(device.copy().put("name", "imported")))
                        .outcomes())
                .containsExactly("updated");
        assertThat(Imports.ndjson(List.of(device.copy().put("name", "imported")))
                        .outcomes())
                .containsExactly("unchanged");
        sql("delete from device where id = $1", id);

        history(id)
                .body("items.action", equalTo(List.of("delete", "update", "create")))
                .body("items[0].by", equalTo("devices"))
                .body("items[1].changes.to", equalTo(List.of("imported")));
    }

    @Test
    void pagesThroughAllChangesOnce() {
        var id = Devices.registerId(Devices.plug().put("name", "n0"));
        for (var number = 1; number <= 7; number++) {
            var _ = patch(id, "ada", new JsonObject().put("name", "n" + number));
        }
        var names = new ArrayList<String>();
        String after = null;
        do {
            var page = page(id, after);
            names.addAll(page.getList("items.collect{it.changes.find{it.field=='name'}}.to", String.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(names).containsExactly("n7", "n6", "n5", "n4", "n3", "n2", "n1", "n0");
    }

    @Test
    void forgetsWhatIsTooOld() {
        var id = Devices.registerId(Devices.plug());
        var _ = patch(id, "ada", new JsonObject().put("name", "second"));
        var _ = patch(id, "ada", new JsonObject().put("name", "third"));
        sql("update device_history set at = at - interval '3 years' where device_id = $1 and version = 2", id);

        pruner.pruneOlderThan(Duration.ofDays(730)).await().indefinitely();

        history(id).body("items.version", equalTo(List.of(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "history?limit=0,limit",
        "history?limit=x,limit",
        "history?after=%00,after",
        "history?after=MjAyMA,after",
        "?at=noon,at",
        "?at=2026-01-01,at"
    })
    void refusesWrongParameters(String path, String field) {
        var id = Devices.registerId(Devices.plug());
        given().urlEncodingEnabled(false)
                .get("/api/devices/" + id + (path.startsWith("?") ? path : "/" + path))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", equalTo(List.of(field)));
    }

    @Test
    void knowsNothingOfADeviceThatNeverWas() {
        given().get("/api/devices/" + UUID.randomUUID() + "/history")
                .then()
                .statusCode(404)
                .body("type", equalTo("urn:problem:devices:device-not-found"));
    }

    private static JsonPath patch(String id, String who, JsonObject change) {
        return asked(change)
                .header("X-Requested-By", who)
                .patch("/api/devices/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse history(String id) {
        return given().get("/api/devices/" + id + "/history").then().statusCode(200);
    }

    private static JsonPath page(String id, String after) {
        var request = given().queryParam("limit", 3);
        if (after != null) {
            request.queryParam("after", after);
        }
        return request.get("/api/devices/" + id + "/history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static ValidatableResponse at(String id, String time) {
        return given().queryParam("at", time).get("/api/devices/" + id).then();
    }

    private void sql(String statement, String id) {
        assertThat(database.preparedQuery(statement)
                        .execute(Tuple.of(UUID.fromString(id)))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isPositive();
    }
}
