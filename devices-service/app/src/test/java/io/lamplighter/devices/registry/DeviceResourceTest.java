package io.lamplighter.devices.registry;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.lamplighter.devices.Devices;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class DeviceResourceTest {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    @Inject
    Pool database;

    @Test
    void registersADeviceWithAllThatItHas() {
        var wanted = Devices.thermostat();

        var answer = asked(wanted).header("X-Requested-By", "ada").post("/api/devices");

        var device = answer.then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", endsWith("/api/devices/" + answer.jsonPath().getString("id")))
                .extract()
                .jsonPath();
        assertThat(device.getMap(""))
                .containsAllEntriesOf(wanted.getMap().entrySet().stream()
                        .filter(entry -> !(entry.getValue() instanceof JsonObject))
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        assertThat(device.getMap("vendorIds"))
                .isEqualTo(wanted.getJsonObject("vendorIds").getMap());
        assertThat(device.getMap("labels"))
                .isEqualTo(wanted.getJsonObject("labels").getMap());
        assertThat(device.getString("location.timeZone")).isEqualTo("Europe/Rome");
        assertThat(device.getString("updatedBy")).isEqualTo("ada");
        assertThat(UUID.fromString(device.getString("id")).version()).isEqualTo(7);
        read(device.getString("id")).body("", equalTo(device.getMap("")));
    }

    @Test
    void fillsInWhatIsNotSaid() {
        var device = Devices.register(Devices.plug());

        assertThat(device.getString("account")).isEqualTo("default");
        assertThat(device.getBoolean("enabled")).isTrue();
        assertThat(device.getMap("labels")).isEmpty();
        assertThat(device.getMap("location")).isNull();
        assertThat(device.getString("updatedBy")).isEqualTo("anonymous");
        assertThat(updatedAt(device)).isEqualTo(createdAt(device));
    }

    @Test
    void takesNamesOfAHundredCharacters() {
        var name = "é".repeat(100);

        assertThat(Devices.register(Devices.plug().put("name", name)).getString("name"))
                .isEqualTo(name);
    }

    @Test
    void replacesADeviceAndMovesItsTimeOn() {
        var before = Devices.register(Devices.plug());
        var wanted = Devices.thermostat();

        var after = asked(wanted)
                .header("X-Requested-By", "grace")
                .put("/api/devices/" + before.getString("id"))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .extract()
                .jsonPath();

        assertThat(after.getString("name")).isEqualTo("Thermostat");
        assertThat(after.getString("updatedBy")).isEqualTo("grace");
        assertThat(after.getInt("version")).isEqualTo(2);
        assertThat(createdAt(after)).isEqualTo(createdAt(before));
        assertThat(updatedAt(after)).isAfter(updatedAt(before));
        read(before.getString("id")).body("", equalTo(after.getMap("")));
    }

    @Test
    void movesTheTimeOnWithEachOfManyUpdates() {
        var id = Devices.registerId(Devices.plug());
        var last = Instant.EPOCH;
        for (var number = 1; number <= 20; number++) {
            var device = patch(id, new JsonObject().put("name", "number " + number))
                    .extract()
                    .jsonPath();
            assertThat(updatedAt(device)).isAfter(last);
            assertThat(device.getInt("version")).isEqualTo(number + 1);
            last = updatedAt(device);
        }
    }

    @Test
    void changesNothingWhenNothingChanges() {
        var wanted = Devices.thermostat();
        var before = Devices.register(wanted);
        var path = "/api/devices/" + before.getString("id");

        asked(wanted).put(path).then().statusCode(200).body("", equalTo(before.getMap("")));
        patch(before.getString("id"), new JsonObject().put("enabled", false)).body("", equalTo(before.getMap("")));
        patch(before.getString("id"), new JsonObject()).body("", equalTo(before.getMap("")));
    }

    @Test
    void mergesAPatchAndNullRemoves() {
        var id = Devices.registerId(Devices.thermostat());

        patch(
                        id,
                        new JsonObject(
                                "{\"labels\":{\"floor\":null,\"side\":\"north\"},\"location\":{\"latitude\":null},\"enabled\":true}"))
                .body("labels", equalTo(Map.of("room", "kitchen", "side", "north")))
                .body("location.name", equalTo("Kitchen"))
                .body("location.latitude", nullValue())
                .body("enabled", equalTo(true))
                .body("version", equalTo(2));
        patch(id, new JsonObject("{\"location\":null,\"account\":null}"))
                .body("location", nullValue())
                .body("account", equalTo("default"));
    }

    @Test
    void takesAPatchAsPlainJsonToo() {
        var id = Devices.registerId(Devices.plug());

        asked(new JsonObject().put("name", "other"))
                .patch("/api/devices/" + id)
                .then()
                .statusCode(200)
                .body("name", equalTo("other"));
    }

    @Test
    void refusesStaleVersions() {
        var wanted = Devices.plug();
        var path = "/api/devices/" + Devices.registerId(wanted);
        asked(wanted.put("name", "second"))
                .header("If-Match", "\"1\"")
                .put(path)
                .then()
                .statusCode(200);

        asked(wanted).header("If-Match", "\"1\"").put(path).then().spec(stale());
        asked(new JsonObject()).header("If-Match", "\"1\"").patch(path).then().spec(stale());
        given().header("If-Match", "\"1\"").delete(path).then().spec(stale());
        given().header("If-Match", "\"7\", \"2\"").delete(path).then().statusCode(204);
    }

    @Test
    void lostUpdatesAreRefusedUnderConcurrency() throws InterruptedException {
        var path = "/api/devices/" + Devices.registerId(Devices.plug());
        var winners = new java.util.concurrent.atomic.AtomicInteger();
        var threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(number -> Thread.ofVirtual().start(() -> {
                    var status = asked(new JsonObject().put("name", "writer " + number))
                            .header("If-Match", "\"1\"")
                            .patch(path)
                            .statusCode();
                    if (status == 200) {
                        winners.incrementAndGet();
                    }
                }))
                .toList();
        for (var thread : threads) {
            thread.join();
        }

        assertThat(winners).hasValue(1);
    }

    @Test
    void deletesADevice() {
        var id = Devices.registerId(Devices.plug());

        given().delete("/api/devices/" + id).then().statusCode(204);

        given().get("/api/devices/" + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:problem:devices:device-not-found"));
        given().delete("/api/devices/" + id).then().statusCode(404);
        patched(id, new JsonObject()).statusCode(404);
        asked(Devices.plug()).put("/api/devices/" + id).then().statusCode(404);
    }

    @Test
    void deletesManyDevicesAtTheSameTime() throws Exception {
        var ids = Stream.generate(() -> Devices.registerId(Devices.plug()))
                .limit(64)
                .toList();
        try (var senders = Executors.newFixedThreadPool(16)) {
            var answers = senders.invokeAll(ids.stream()
                    .<Callable<Integer>>map(
                            id -> () -> given().delete("/api/devices/" + id).statusCode())
                    .toList());

            for (var answer : answers) {
                assertThat(answer.get()).isEqualTo(204);
            }
        }
        assertThat(Devices.registerId(Devices.plug())).isNotBlank();
    }

    @Test
    void whatWasStoredUnderLooserRulesCanBeChanged() {
        var id = UUID.randomUUID();
        var name = "x".repeat(200);
        database.preparedQuery(
                        "insert into device (id, name, type, vendor, vendor_ids) values ($1, $2, 'plug', 'OLD', $3)")
                .execute(Tuple.of(id, name, JsonObject.of("mac", id.toString())))
                .await()
                .indefinitely();

        patch(id.toString(), new JsonObject("{\"labels\":{\"room\":\"hall\"}}"))
                .body("labels.room", equalTo("hall"))
                .body("name", equalTo(name))
                .body("vendor", equalTo("OLD"));
        patched(id.toString(), new JsonObject().put("name", "y".repeat(200)))
                .statusCode(400)
                .body("violations.field", equalTo(List.of("name")));
        patch(id.toString(), new JsonObject().put("name", "short").put("vendor", "new"))
                .body("version", equalTo(3));
    }

    @Test
    void keepsMetadataAndParent() {
        var gateway = Devices.registerId(Devices.plug());
        var wanted = Devices.plug()
                .put("metadata", new JsonObject("{'a':{'b':[1,2,null,true,'x']},'c':null}".replace('\'', '"')))
                .put("parentId", gateway);

        var device = Devices.register(wanted);

        assertThat(device.getMap("metadata"))
                .isEqualTo(wanted.getJsonObject("metadata").getMap());
        assertThat(device.getString("parentId")).isEqualTo(gateway);
        read(device.getString("id")).body("", equalTo(device.getMap("")));
        patch(device.getString("id"), new JsonObject("{\"metadata\":{\"a\":{\"b\":1}},\"parentId\":null}"))
                .body("metadata.a.b", equalTo(1))
                .body("parentId", nullValue())
                .body("version", equalTo(2));
    }

    @Test
    void keepsDevicesOutOfTheirOwnShade() {
        var top = Devices.registerId(Devices.plug());
        var middle = Devices.registerId(Devices.plug().put("parentId", top));
        var bottom = Devices.registerId(Devices.plug().put("parentId", middle));

        for (var parent : List.of(top, bottom)) {
            patched(top, new JsonObject().put("parentId", parent))
                    .statusCode(400)
                    .body("violations.field", equalTo(List.of("parentId")));
        }
        patched(top, new JsonObject().put("parentId", UUID.randomUUID().toString()))
                .statusCode(400)
                .body("violations.field", equalTo(List.of("parentId")));
        patch(bottom, new JsonObject().put("parentId", top)).body("parentId", equalTo(top));
    }

    @Test
    void keepsAtMost32Levels() {
        var parent = Devices.registerId(Devices.plug());
        for (var level = 1; level <= 32; level++) {
            parent = Devices.registerId(Devices.plug().put("parentId", parent));
        }

        asked(Devices.plug().put("parentId", parent))
                .post("/api/devices")
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(List.of("parentId")));
    }

    @Test
    void deletesAParentOnlyOnceItsChildrenAreSeenTo() {
        var parent = Devices.registerId(Devices.plug());
        var children = Stream.generate(() -> Devices.registerId(Devices.plug().put("parentId", parent)))
                .limit(3)
                .toList();

        given().delete("/api/devices/" + parent)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:devices:device-has-children"))
                .body("children", equalTo(3));
        given().queryParam("children", "kill")
                .delete("/api/devices/" + parent)
                .then()
                .statusCode(400);
        given().queryParam("children", "detach")
                .delete("/api/devices/" + parent)
                .then()
                .statusCode(204);

        read(children.getFirst()).body("parentId", nullValue()).body("version", equalTo(2));
    }

    private static io.restassured.specification.ResponseSpecification stale() {
        return new io.restassured.builder.ResponseSpecBuilder()
                .expectStatusCode(412)
                .expectHeader("ETag", "\"2\"")
                .expectContentType("application/problem+json")
                .expectBody("type", equalTo("urn:problem:devices:stale-version"))
                .expectBody("version", equalTo(2))
                .build();
    }

    private static ValidatableResponse patch(String id, JsonObject patch) {
        return patched(id, patch).statusCode(200);
    }

    private static ValidatableResponse patched(String id, JsonObject patch) {
        return given().contentType(MERGE_PATCH)
                .body(patch.encode())
                .patch("/api/devices/" + id)
                .then();
    }

    private static ValidatableResponse read(String id) {
        return given().get("/api/devices/" + id).then().statusCode(200);
    }

    private static Instant createdAt(JsonPath device) {
        return Instant.parse(device.getString("createdAt"));
    }

    private static Instant updatedAt(JsonPath device) {
        return Instant.parse(device.getString("updatedAt"));
    }
}
