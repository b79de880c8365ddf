package io.lamplighter.devices.announcements;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class AnnouncementsTest {
    private static final Duration SOON = Duration.ofMillis(900);

    @Inject
    Pool database;

    private DevicesTopic topic;

    @BeforeEach
    void open() {
        topic = new DevicesTopic();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void announcesEveryChangeAtOnceAsACloudEvent() {
        var id = Devices.registerId(Devices.thermostat());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1));
        asked(new JsonObject().put("name", "new"))
                .patch("/api/devices/" + id)
                .then()
                .statusCode(200);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1, 2));
        var device = given().get("/api/devices/" + id).asString();
        given().delete("/api/devices/" + id).then().statusCode(204);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1, 2, 0));

        var changed = topic.about(id).get(1);
        assertThat(new JsonObject(changed.value())).isEqualTo(new JsonObject(device));
        assertThat(DevicesTopic.header(changed, "ce_specversion")).isEqualTo("1.0");
        assertThat(DevicesTopic.header(changed, "ce_id")).isEqualTo(id + ":2");
        assertThat(DevicesTopic.header(changed, "ce_type")).isEqualTo("io.lamplighter.device.changed");
        assertThat(DevicesTopic.header(changed, "ce_source")).isEqualTo("/devices-service");
        assertThat(DevicesTopic.header(changed, "ce_subject")).isEqualTo(id);
        assertThat(DevicesTopic.header(changed, "ce_time")).isEqualTo(new JsonObject(device).getString("updatedAt"));
        assertThat(DevicesTopic.header(changed, "content-type")).isEqualTo("application/json");
        var deleted = topic.about(id).get(2);
        assertThat(deleted.value()).isNull();
        assertThat(DevicesTopic.header(deleted, "ce_type")).isEqualTo("io.lamplighter.device.deleted");
        assertThat(DevicesTopic.header(deleted, "ce_id")).isEqualTo(id + ":3");
    }

    @Test
    void announcesAgainWhatACrashLeftUnannounced() {
        var id = Devices.registerId(Devices.plug());
        await().untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1));

        await().untilAsserted(() ->
                assertThat(count("select count(*) from device_change")).isZero());
        sql("insert into device_change (device_id, version) select id, version from device where id = $1", id);

        await().untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1, 1));
        assertThat(topic.about(id))
                .extracting(record -> DevicesTopic.header(record, "ce_id"))
                .containsOnly(id + ":1");
    }

    @Test
    void announcesWhatPlainSqlChanged() {
        var uuids = Stream.generate(UUID::randomUUID).limit(500).toArray(UUID[]::new);
        var ids = Stream.of(uuids).map(UUID::toString).toList();
        bulk("""
                insert into device (id, name, type, vendor, vendor_ids)
                select id, 'bulk', 'plug', 'shelly', jsonb_build_object('mac', id) from unnest($1::uuid[]) as its(id)""", uuids);
        await().untilAsserted(() -> assertThat(topic.registry()).containsKeys(ids.toArray(String[]::new)));

        bulk("update device set labels = labels || '{\"bulk\":\"yes\"}' where id = any($1)", uuids);

        await().untilAsserted(() -> {
            var registry = topic.registry();
            assertThat(ids).allMatch(id -> registry.get(id).getInteger("version") == 2);
            assertThat(ids)
                    .allMatch(id -> "yes"
                            .equals(registry.get(id).getJsonObject("labels").getString("bulk")));
        });
        var versions = topic.versions();
        assertThat(ids).allSatisfy(id -> assertThat(versions.get(id)).containsExactly(1, 2));

        bulk("delete from device where id = any($1)", uuids);

        await().untilAsserted(() -> assertThat(topic.registry()).doesNotContainKeys(ids.toArray(String[]::new)));
        await().untilAsserted(() ->
                assertThat(count("select count(*) from device_tombstone")).isZero());
    }

    @Test
    void plainSqlThatChangesNothingAnnouncesNothing() {
        var id = Devices.registerId(Devices.plug());
        await().untilAsserted(() -> assertThat(topic.versionsOf(id)).containsExactly(1));

        sql("update device set name = name, created_at = now() where id = $1", id);

        given().get("/api/devices/" + id).then().body("version", org.hamcrest.Matchers.equalTo(1));
        assertThat(count("select count(*) from device_change where device_id = '" + id + "'"))
                .isZero();
    }

    @Test
    void aReturningIdIsNewerThanItsTombstone() {
        var id = Devices.registerId(Devices.plug());
        database.withTransaction(all -> all.query("delete from device where id = '" + id + "'")
                        .execute()
                        .chain(() -> all.query("insert into device (id, name, type, vendor, vendor_ids) values ('" + id
                                        + "', 'back', 'plug', 'shelly', '{\"mac\":\"" + id + "\"}')")
                                .execute()))
                .await()
                .indefinitely();

        await().untilAsserted(() -> assertThat(topic.versionsOf(id)).endsWith(3));
        assertThat(topic.registry()).containsKey(id);
    }

    @Test
    void keepsTheOrderOfADeviceUnderConcurrentChanges() {
        var id = Devices.registerId(Devices.plug());
        IntStream.range(0, 100)
                .parallel()
                .forEach(number -> asked(new JsonObject().put("name", "n" + number))
                        .patch("/api/devices/" + id)
                        .then()
                        .statusCode(200));

        await().untilAsserted(() -> assertThat(topic.versionsOf(id)).endsWith(101));
        assertThat(topic.versionsOf(id)).isSorted();
    }

    @Test
    void theTopicRebuildsTheRegistry() {
        var _ = Devices.registerId(Devices.thermostat());
        var deleted = Devices.registerId(Devices.plug());
        given().delete("/api/devices/" + deleted).then().statusCode(204);

        await().untilAsserted(() -> assertThat(topic.registry()).isEqualTo(wholeRegistry()));
    }

    private static Map<String, JsonObject> wholeRegistry() {
        var registry = new HashMap<String, JsonObject>();
        var after = "";
        while (after != null) {
            var page = new JsonObject(given().queryParam("limit", 1000)
                    .queryParam("after", after)
                    .get("/api/devices")
                    .asString());
            page.getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .forEach(device -> registry.put(device.getString("id"), device));
            after = page.getString("next");
        }
        return registry;
    }

    private void sql(String statement, String id) {
        assertThat(database.preparedQuery(statement)
                        .execute(Tuple.of(UUID.fromString(id)))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isEqualTo(1);
    }

    private void bulk(String statement, UUID[] ids) {
        assertThat(database.preparedQuery(statement)
                        .execute(Tuple.of(ids))
                        .await()
                        .indefinitely()
                        .rowCount())
                .isEqualTo(ids.length);
    }

    private long count(String query) {
        return database.query(query)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }
}
