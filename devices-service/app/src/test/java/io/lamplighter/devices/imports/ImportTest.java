package io.lamplighter.devices.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class ImportTest {
    private final String mark = UUID.randomUUID().toString();

    @Test
    void registersChangesAndLeavesAlone() {
        var known = Devices.plug(mark + "-1");
        var id = Devices.registerId(known);
        var same = Devices.plug(mark + "-2");
        var _ = Devices.registerId(same);

        var answer = Imports.ndjson(List.of(known.copy().put("name", "renamed"), same, Devices.plug(mark + "-3")));

        assertThat(answer.outcomes()).containsExactly("updated", "unchanged", "created");
        assertThat(answer.line(1).getString("id")).isEqualTo(id);
        assertThat(answer.summary().getBoolean("applied")).isTrue();
        assertThat(answer.summary().getInteger("lines")).isEqualTo(3);
        given().get("/api/devices/" + id)
                .then()
                .body("name", equalTo("renamed"))
                .body("version", equalTo(2))
                .body("updatedBy", equalTo("anonymous"));
        given().get("/api/devices/" + answer.line(3).getString("id")).then().body("version", equalTo(1));
    }

    @Test
    void theSameFileTwiceChangesNothing() {
        var file = IntStream.range(0, 50)
                .mapToObj(number -> Devices.thermostat()
                        .put("vendorIds", JsonObject.of("serial", mark + number, "bridge", "b"))
                        .put("metadata", JsonObject.of("price", 1.50, "list", List.of(1, 2.5, "x"))))
                .toList();
        assertThat(Imports.ndjson(file).outcomes()).containsOnly("created").hasSize(50);

        var again = Imports.ndjson(file);

        assertThat(again.outcomes()).containsOnly("unchanged").hasSize(50);
        var device = given().get("/api/devices/" + again.line(7).getString("id"))
                .then()
                .body("version", equalTo(1))
                .extract()
                .jsonPath();
        assertThat(device.getString("lastSeen")).isGreaterThan(device.getString("firstSeen"));
    }

    @Test
    void leavesWhatALineDoesNotSpeakOf() {
        var device = Devices.thermostat();
        var id = Devices.registerId(device);
        var line = JsonObject.of("id", id, "labels", JsonObject.of("floor", null, "wing", "east"), "enabled", true);

        assertThat(Imports.ndjson(List.of(line)).outcomes()).containsExactly("updated");

        given().get("/api/devices/" + id)
                .then()
                .body("name", equalTo("Thermostat"))
                .body("location.name", equalTo("Kitchen"))
                .body("labels.room", equalTo("kitchen"))
                .body("labels.wing", equalTo("east"))
                .body("labels.floor", nullValue())
                .body("enabled", equalTo(true));
    }

    @Test
    void takesChildrenBeforeTheirParents() {
        var file = new ArrayList<JsonObject>();
        for (var level = 0; level < 6; level++) {
            var device = Devices.plug(mark + "-" + level);
            if (level > 0) {
                device.put("parent", JsonObject.of("vendorIds", JsonObject.of("mac", mark + "-" + (level - 1))));
            }
            file.add(device);
        }
        var bridge = Devices.plug(mark + "-known");
        var bridgeId = Devices.registerId(bridge);
        file.add(Devices.plug(mark + "-a").put("parentId", bridgeId));
        file.add(Devices.plug(mark + "-b")
                .put("parent", JsonObject.of("vendorIds", JsonObject.of("mac", mark + "-known"))));
        var unknown = UUID.randomUUID().toString();
        file.add(Devices.plug(mark + "-c").put("parentId", unknown));
        Collections.reverse(file);

        var answer = Imports.ndjson(file);

        assertThat(answer.line(1).getString("outcome")).isEqualTo("refused");
        assertThat(answer.fields(1)).containsExactly("parentId");
        assertThat(answer.summary().getInteger("created")).isEqualTo(8);
        for (var line = 4; line < 9; line++) {
            given().get("/api/devices/" + answer.line(line).getString("id"))
                    .then()
                    .body("version", equalTo(1))
                    .body("parentId", equalTo(answer.line(line + 1).getString("id")));
        }
        given().get("/api/devices/" + answer.line(2).getString("id")).then().body("parentId", equalTo(bridgeId));
        given().get("/api/devices/" + answer.line(3).getString("id")).then().body("parentId", equalTo(bridgeId));
        assertThat(Imports.ndjson(file.subList(1, file.size())).outcomes()).containsOnly("unchanged");
    }

    @Test
    void childrenWaitForParentsInLaterChunks() {
        var file = new ArrayList<JsonObject>();
        for (var number = 0; number < 5000; number++) {
            file.add(Devices.plug(mark + "-" + number)
                    .put("parent", JsonObject.of("vendorIds", JsonObject.of("mac", mark + "-hub" + number % 3))));
        }
        IntStream.range(0, 3).forEach(number -> file.add(Devices.plug(mark + "-hub" + number)));

        var answer = Imports.ndjson(file);

        assertThat(answer.summary().getInteger("created")).isEqualTo(5003);
        given().get("/api/devices/" + answer.line(1).getString("id"))
                .then()
                .body("parentId", equalTo(answer.line(5001).getString("id")));
    }

    @Test
    void aDryRunSaysWhatWouldHappenAndChangesNothing() {
        var known = Devices.plug(mark + "-1");
        var id = Devices.registerId(known);
        var file = List.of(
                known.copy().put("name", "other"),
                Devices.plug(mark + "-2"),
                Devices.plug(mark + "-2"),
                Devices.plug(mark + "-3").put("name", ""));

        var dry = Imports.ndjson(file, "dryRun", "true");

        assertThat(dry.outcomes()).containsExactly("updated", "created", "refused", "refused");
        assertThat(dry.summary().getBoolean("applied")).isFalse();
        given().get("/api/devices/" + id).then().body("version", equalTo(1)).body("lastSeen", nullValue());
        given().get("/api/devices/" + dry.line(2).getString("id")).then().statusCode(404);
        assertThat(Imports.ndjson(file).outcomes()).isEqualTo(dry.outcomes());
    }

    @Test
    void anAtomicImportTakesAllOrNothing() {
        var good = Devices.plug(mark + "-1");
        var bad = Devices.plug(mark + "-2").put("name", "");

        var refused = Imports.ndjson(List.of(good, bad), "atomic", "true");

        assertThat(refused.outcomes()).containsExactly("created", "refused");
        assertThat(refused.summary().getBoolean("applied")).isFalse();
        assertThat(refused.summary().getString("note")).contains("atomic");
        given().get("/api/devices/" + refused.line(1).getString("id")).then().statusCode(404);

        var taken = Imports.ndjson(List.of(good, bad.put("name", "now good")), "atomic", "true");

        assertThat(taken.summary().getBoolean("applied")).isTrue();
        given().get("/api/devices/" + taken.line(1).getString("id")).then().statusCode(200);
    }

    @Test
    void whatIsNotInTheFileIsMarkedAsMissing() {
        var account = "a-" + mark;
        var there = Devices.plug(mark + "-1").put("account", account);
        var gone = Devices.plug(mark + "-2").put("account", account);
        var elsewhere = Devices.registerId(Devices.plug(mark + "-3"));
        var first = Imports.ndjson(List.of(there, gone));
        var id = first.line(2).getString("id");

        var answer = Imports.ndjson(List.of(there), "reconcile", "true");

        assertThat(answer.outcomes()).containsExactly("unchanged", "missing");
        assertThat(answer.lines().getLast().getString("id")).isEqualTo(id);
        assertThat(answer.summary().getBoolean("reconciled")).isTrue();
        given().get("/api/devices/" + id)
                .then()
                .body("version", equalTo(2))
                .body("missingSince", org.hamcrest.Matchers.notNullValue());
        given().get("/api/devices/" + elsewhere).then().body("missingSince", nullValue());
        assertThat(Imports.ndjson(List.of(there), "reconcile", "true", "vendor", "shelly", "account", account)
                        .outcomes())
                .containsExactly("unchanged");

        assertThat(Imports.ndjson(List.of(there, gone)).outcomes()).containsExactly("unchanged", "updated");
        given().get("/api/devices/" + id).then().body("version", equalTo(3)).body("missingSince", nullValue());
    }

    @Test
    void aFileWithARefusedLineMarksNothingAsMissing() {
        var account = "b-" + mark;
        var kept = Devices.plug(mark + "-1").put("account", account);
        assertThat(Imports.ndjson(List.of(kept)).outcomes()).containsExactly("created");
        var other = Devices.plug(mark + "-2").put("account", account);

        var answer = Imports.ndjson(other.encode() + "\nnonsense\n", "reconcile", "true");

        assertThat(answer.outcomes()).containsExactly("created", "refused");
        assertThat(answer.summary().getBoolean("reconciled")).isFalse();
        assertThat(answer.summary().getString("note")).contains("missing");
    }

    @Test
    void twoLinesForOneDeviceAreToldApart() {
        var serials = JsonObject.of("mac", "m" + mark, "serial", "s" + mark);
        var file = List.of(
                Devices.plug().put("vendorIds", serials),
                Devices.plug().put("vendorIds", JsonObject.of("mac", "m" + mark)),
                Devices.plug().put("vendorIds", JsonObject.of("serial", "s" + mark)));

        var answer = Imports.ndjson(file);

        assertThat(answer.outcomes()).containsExactly("created", "refused", "refused");
        assertThat(answer.line(3).encode()).contains("same device as line 1");
        assertThat(Imports.ndjson(file).outcomes()).containsExactly("unchanged", "refused", "refused");
    }

    @Test
    void refusesVendorIdsOfAnother() {
        var one = Devices.plug(mark + "-1");
        var first = Devices.registerId(one);
        var second = Devices.registerId(Devices.plug(mark + "-2"));
        var file = List.of(
                JsonObject.of("id", second, "vendor", "shelly", "vendorIds", one.getJsonObject("vendorIds")),
                Devices.plug().put("vendorIds", JsonObject.of("mac", mark + "-1", "serial", mark + "-x")),
                JsonObject.of("id", second, "vendorIds", JsonObject.of("mac", mark + "-3")));

        var answer = Imports.ndjson(file);

        assertThat(answer.outcomes()).containsExactly("refused", "updated", "updated");
        assertThat(answer.line(1).encode()).contains("vendorIds.mac", first);
        assertThat(answer.line(2).getString("id")).isEqualTo(first);
    }

    @Test
    void manyImportsOfTheSameFileAtOnceMakeEachDeviceOnce() throws Exception {
        var file = IntStream.range(0, 3000)
                .mapToObj(number -> Devices.plug(mark + "-" + number))
                .toList();
        var shuffled = new ArrayList<>(file);
        Collections.reverse(shuffled);
        Callable<Imports.Answer> one = () -> Imports.ndjson(file);
        Callable<Imports.Answer> other = () -> Imports.ndjson(shuffled);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = callers.invokeAll(List.of(one, other));
            var created = 0;
            for (var answer : answers) {
                assertThat(answer.get().summary().getInteger("refused")).isZero();
                created += answer.get().summary().getInteger("created");
            }
            assertThat(created).isEqualTo(3000);
        }
    }

    @Test
    void unpacksAPackedFile() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(packed)) {
            zip.write(Devices.plug(mark).encode().getBytes(StandardCharsets.UTF_8));
        }

        Imports.request()
                .contentType("application/x-ndjson")
                .header("Content-Encoding", "gzip")
                .body(packed.toByteArray())
                .post("/api/devices/import")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("summary.created", equalTo(1));
    }

    @Test
    void answersShortlyWhenAskedForJson() {
        var file = (Devices.plug(mark).encode() + "\n\n{}\n").getBytes(StandardCharsets.UTF_8);

        Imports.response("application/x-ndjson", "application/json", file)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("summary.lines", equalTo(2))
                .body("summary.created", equalTo(1))
                .body("refused.size()", equalTo(1))
                .body("refused[0].line", equalTo(3))
                .body("refused[0].violations[0].field", equalTo("vendorIds"));
    }

    @Test
    void tellsOnlyWhatIsAskedFor() {
        var file = Devices.plug(mark).encode() + "\n[]\n";

        assertThat(Imports.ndjson(file, "report", "refused").outcomes()).containsExactly("refused");
        assertThat(Imports.ndjson(file, "report", "changed").outcomes()).containsExactly("refused");
    }
}
