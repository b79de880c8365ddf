package io.lamplighter.devices.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class ImportBadInputTest {
    private static final String HEADER =
            "name,type,vendor,vendorIds.mac,labels.room,enabled,location.latitude,metadata\n";

    private final String mark = UUID.randomUUID().toString();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':''} | name",
                "{'name':7} | name",
                "{'name':'a\\u0000'} | name",
                "{'vendor':'A B'} | vendor",
                "{'vendorIds':{'mac':'a\\u0000'}} | vendorIds",
                "{'vendorIds':{'mac':5}} | vendorIds",
                "{'vendorIds':{}} | vendorIds",
                "{'vendorIds':null} | vendorIds",
                "{'labels':{'a':1}} | labels.a",
                "{'labels':{'a:b':'1'}} | labels.a:b",
                "{'labels':[]} | labels",
                "{'location':{'latitude':91}} | location.latitude",
                "{'location':{'longitude':1e999}} | location.longitude",
                "{'location':{'altitude':1}} | location.altitude",
                "{'location':{'timeZone':'x'}} | location.timeZone",
                "{'enabled':'true'} | enabled",
                "{'metadata':7} | metadata",
                "{'metadata':{'a':'\\u0000'}} | metadata",
                "{'colour':'red'} | colour",
                "{'id':'7'} | id",
                "{'parentId':'7'} | parentId",
                "{'parent':7} | parent",
                "{'parent':{}} | parent",
                "{'parentId':'019aa000-0000-7000-8000-000000000000'} | parentId",
                "{'parent':{'vendorIds':{'mac':'nobody'}}} | parent",
            })
    void namesTheFieldThatIsWrongAndGoesOn(String change, String field) {
        var device = Devices.plug(mark);
        var bad = device.encode();
        var line = new JsonObject(bad)
                .mergeIn(new JsonObject(change.replace('\'', '"').replace("1e999", "0")))
                .encode();
        if (change.contains("1e999")) {
            line = line.replace("\"longitude\":0", "\"longitude\":1e999");
        }

        var answer = Imports.ndjson(line + "\n" + Devices.plug(mark + "-good").encode());

        assertThat(answer.line(1).getString("outcome")).isEqualTo("refused");
        assertThat(answer.line(2).getString("outcome")).isEqualTo("created");
        assertThat(answer.fields(1)).contains(field);
        assertThat(answer.text()).doesNotContain("Exception", "java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense",
                "[]",
                "7",
                "null",
                "{",
                "{} {}",
                "{'name':'a','name':'b'}",
                "'text'",
            })
    void refusesALineThatIsNoDevice(String line) {
        var answer = Imports.ndjson(
                line.replace('\'', '"') + "\n" + Devices.plug(mark).encode());

        assertThat(answer.outcomes()).containsExactly("refused", "created");
        assertThat(answer.fields(1)).containsExactly("line");
    }

    @Test
    void aBombOfBracketsIsOneBadLine() {
        var answer = Imports.ndjson("[".repeat(500_000) + "\n{\"labels\":" + "{\"a\":".repeat(50_000) + "\n"
                + Devices.plug(mark).encode());

        assertThat(answer.outcomes()).containsExactly("refused", "refused", "created");
    }

    @Test
    void aLineOfTenMegabytesIsRefusedAndTheRestGoesOn() {
        var huge = Devices.plug(mark).put("name", "x".repeat(10 << 20)).encode();

        var answer = Imports.ndjson(huge + "\n" + Devices.plug(mark).encode());

        assertThat(answer.outcomes()).containsExactly("refused", "created");
        assertThat(answer.line(1).encode()).contains("1048576 bytes");
        var cell = Imports.csv(HEADER + "\"" + "x\n".repeat(5 << 20) + "\",,,,,,,\n" + "n,t,v," + mark + ",,,,\n");
        assertThat(cell.outcomes()).containsExactly("refused", "created");
        assertThat(cell.line((10 << 19) + 3).getString("outcome")).isEqualTo("created");
    }

    @Test
    void aLineThatIsNotUtf8IsRefusedAndTheRestGoesOn() {
        var file = (Devices.plug(mark + "?").encode() + "\n"
                        + Devices.plug(mark).encode())
                .getBytes(StandardCharsets.UTF_8);
        file[new String(file, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xC3;

        var answer = Imports.send("application/x-ndjson", file);

        assertThat(answer.outcomes()).containsExactly("refused", "created");
        assertThat(answer.line(1).encode()).contains("UTF-8");
    }

    @Test
    void readsCsvAsSpreadsheetsWriteIt() {
        var answer =
                Imports.csv("\uFEFFname,type,vendor,vendorIds.mac,labels.room,enabled,location.latitude,metadata\r\n"
                        + "\"a \"\"b\"\", c\",plug,shelly,%s,\"two\nlines\",false,41.5,\"{\"\"a\"\":1}\"\r\n\r\n"
                                .formatted(mark)
                        + "d,plug,shelly,%s-2,,,,".formatted(mark));

        assertThat(answer.outcomes()).containsExactly("created", "created");
        var device = io.restassured.RestAssured.get(
                        "/api/devices/" + answer.line(2).getString("id"))
                .then()
                .extract()
                .jsonPath();
        assertThat(device.getString("name")).isEqualTo("a \"b\", c");
        assertThat(device.getString("labels.room")).isEqualTo("two\nlines");
        assertThat(device.getBoolean("enabled")).isFalse();
        assertThat(device.getDouble("location.latitude")).isEqualTo(41.5);
        assertThat(device.getInt("metadata.a")).isEqualTo(1);
        assertThat(answer.line(5).getString("outcome")).isEqualTo("created");
    }

    @Test
    void anEmptyCellTakesAwayAndAMissingColumnLeavesAlone() {
        var id = Devices.registerId(Devices.thermostat());

        assertThat(Imports.csv("id,labels.floor,location.name\n" + id + ",,Hall\n")
                        .outcomes())
                .containsExactly("updated");

        io.restassured.RestAssured.get("/api/devices/" + id)
                .then()
                .body("labels", equalTo(java.util.Map.of("room", "kitchen")))
                .body("location.name", equalTo("Hall"))
                .body("location.timeZone", equalTo("Europe/Rome"))
                .body("name", equalTo("Thermostat"));
    }

    @Test
    void refusesBadCsvLinesOneByOne() {
        var answer = Imports.csv(HEADER
                + "a,plug,shelly,%s-1\n".formatted(mark)
                + "a,plug,shelly,%s-2,,maybe,north,[]\n".formatted(mark)
                + "a,plug,shelly,\"%s\"x,,,,\n".formatted(mark)
                + ",plug,shelly,%s-3,,,,\n".formatted(mark)
                + "a,plug,shelly,%s-4,,,,\n".formatted(mark));

        assertThat(answer.outcomes()).containsExactly("refused", "refused", "refused", "refused", "created");
        assertThat(answer.line(2).encode()).contains("has 4 cells, where the header has 8");
        assertThat(answer.fields(3)).containsExactly("enabled", "location.latitude", "metadata");
        assertThat(answer.fields(5)).containsExactly("name");
    }

    @Test
    void namesTheColumnsThatAreWrong() {
        for (var accepted : List.of("application/x-ndjson", "application/json")) {
            Imports.response("text/csv", accepted, "name,colour,name,type\na,b,c,d\n".getBytes(StandardCharsets.UTF_8))
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:problem:devices:wrong-header"))
                    .body("detail", containsString("vendorIds.<name>"))
                    .body("violations.field", hasItems("colour", "name", "vendor", "vendorIds.<name>"));
        }
        Imports.response("text/csv", "application/json", new byte[0]).then().statusCode(400);
    }

    @Test
    void anEmptyFileIsNoDevices() {
        assertThat(Imports.ndjson("").summary().getInteger("lines")).isZero();
        assertThat(Imports.ndjson("\n\n", "reconcile", "true", "vendor", "shelly")
                        .summary()
                        .getBoolean("reconciled"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "dryRun,yes,dryRun",
        "atomic,1,atomic",
        "reconcile,x,reconcile",
        "report,none,report",
        "vendor,shelly,vendor",
        "account,a,account",
    })
    void refusesWrongParameters(String parameter, String value, String field) {
        Imports.response("text/csv", "application/x-ndjson", new byte[0], parameter, value)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    @Test
    void refusesOtherTypes() {
        Imports.response("application/xml", "application/json", new byte[0])
                .then()
                .statusCode(415);
        Imports.response("text/csv; charset=iso-8859-1", "application/json", new byte[0])
                .then()
                .statusCode(400)
                .body("violations.field", hasItem("Content-Type"));
        Imports.response("text/csv", "text/html", new byte[0]).then().statusCode(406);
    }
}
