package io.lamplighter.devices.exports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.devices.Devices;
import io.lamplighter.devices.imports.Imports;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class ExportTest {
    private final String account = "x-" + UUID.randomUUID();

    @Inject
    Pool database;

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "csv"})
    void whatWasExportedIsImportedAgainByteForByte(String format) {
        assertThat(Imports.ndjson(oddDevices()).summary().getInteger("refused")).isZero();
        var file = export(format);
        assertThat(file.lines().count()).isGreaterThanOrEqualTo(oddDevices().size());

        assertThat(send(format, file).outcomes()).containsOnly("unchanged");
        forgetThem();
        assertThat(export(format)).doesNotContain(account);
        assertThat(send(format, file).outcomes())
                .containsOnly("created")
                .hasSize(oddDevices().size());

        assertThat(export(format)).isEqualTo(file);
    }

    @Test
    void writesWhatTheFormatsPromise() {
        var id = UUID.randomUUID();
        assertThat(Imports.ndjson(List.of(odd("a, \"b\"").put("id", id.toString())))
                        .outcomes())
                .containsExactly("created");

        assertThat(export("csv"))
                .isEqualTo("id,name,type,vendor,account,vendorIds.mac,location.name,location.latitude,"
                        + "location.longitude,location.timeZone,enabled,metadata,parentId\n"
                        + "\"" + id + "\",\"a, \"\"b\"\"\",plug,shelly,\"" + account + "\",\"" + account
                        + "a, \"\"b\"\"\",,,,,true,,\n");
        assertThat(export("ndjson"))
                .isEqualTo("{\"id\":\"" + id + "\",\"name\":\"a, \\\"b\\\"\",\"type\":\"plug\",\"vendor\":\"shelly\","
                        + "\"account\":\"" + account + "\",\"vendorIds\":{\"mac\":\"" + account
                        + "a, \\\"b\\\"\"},\"labels\":{},\"enabled\":true}\n");
    }

    @Test
    void exportsInTheOrderOfIds() {
        assertThat(Imports.ndjson(Stream.iterate(0, number -> number + 1)
                                .limit(4500)
                                .map(number -> odd("n" + number)
                                        .put("id", UUID.randomUUID().toString()))
                                .toList())
                        .summary()
                        .getInteger("created"))
                .isEqualTo(4500);

        assertThat(export("ndjson").lines().map(line -> new JsonObject(line).getString("id")))
                .hasSize(4500)
                .isSorted();
    }

    @Test
    void answersInTheFormatThatIsAccepted() {
        var _ = Devices.registerId(odd("one"));

        given().accept("text/csv")
                .queryParam("account", account)
                .get("/api/devices/export")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("devices.csv"));
        given().queryParam("account", account)
                .get("/api/devices/export")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson");
    }

    @Test
    void refusesWrongParameters() {
        given().queryParam("format", "xml")
                .get("/api/devices/export")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", equalTo(List.of("format")));
        given().queryParam("enabled", "perhaps")
                .get("/api/devices/export")
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(List.of("enabled")));
        given().accept("application/xml")
                .get("/api/devices/export")
                .then()
                .log()
                .all()
                .statusCode(406);
    }

    @Test
    void asCsvItHasAColumnForEachNameWithinReason() {
        var devices = new ArrayList<JsonObject>();
        for (var number = 0; number < 101; number++) {
            var labels = new JsonObject();
            for (var label = 0; label < 10; label++) {
                labels.put("l" + number + "-" + label, "x");
            }
            devices.add(odd("d" + number).put("labels", labels));
        }
        assertThat(Imports.ndjson(devices).outcomes()).containsOnly("created");

        given().queryParam("account", account)
                .queryParam("format", "csv")
                .get("/api/devices/export")
                .then()
                .statusCode(400)
                .body("violations[0].message", containsString("ndjson"));
    }

    private List<JsonObject> oddDevices() {
        var texts = List.of(
                "plain", "a,b", "\"", " blank ", "line\nend\r\nand", "ünï😀", "=1+1", "'", "#no", "\\", "\uFEFFx");
        var devices = new ArrayList<JsonObject>();
        for (var text : texts) {
            devices.add(odd(text)
                    .put("labels", JsonObject.of("room", text, "a,\"b", text, "x.y", "z"))
                    .put("location", JsonObject.of("name", text, "latitude", 41.900000000000006, "longitude", -1e-7)));
        }
        devices.add(odd("with all")
                .put("enabled", false)
                .put("location", JsonObject.of("name", "", "timeZone", "Europe/Rome"))
                .put(
                        "metadata",
                        JsonObject.of(
                                "b",
                                null,
                                "a",
                                JsonArray.of(1, 2.50, 1e20, 1e-7, true, "x\ny,\""),
                                "",
                                JsonObject.of("z", 1))));
        devices.add(odd("child").put("parent", JsonObject.of("vendorIds", JsonObject.of("mac", account + "plain"))));
        return devices;
    }

    private JsonObject odd(String text) {
        return Devices.plug(account + text).put("name", text).put("account", account);
    }

    private String export(String format) {
        return given().queryParam("account", account)
                .queryParam("format", format)
                .get("/api/devices/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static Imports.Answer send(String format, String file) {
        return format.equals("csv") ? Imports.csv(file) : Imports.ndjson(file);
    }

    private void forgetThem() {
        for (var statement : List.of(
                "update device set parent_id = null where account = $1", "delete from device where account = $1")) {
            var _ = database.preparedQuery(statement)
                    .execute(Tuple.of(account))
                    .await()
                    .indefinitely();
        }
    }
}
