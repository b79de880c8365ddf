package io.lamplighter.devices.search;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.lamplighter.devices.Devices;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.lamplighter.devices.api.LookUpDevices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class DeviceSearchTest {
    private final String mark = UUID.randomUUID().toString();

    @Inject
    Pool database;

    @TestHTTPResource
    URI address;

    @Test
    void filtersByEachProperty() {
        var kitchen = Devices.registerId(marked("a 100% Lamp")
                .put("type", "lamp-" + mark)
                .put("location", JsonObject.of("name", "Kitchen " + mark))
                .put("labels", JsonObject.of("run", mark, "room", "kitchen", "url", "http://a"))
                .put("enabled", false));
        var hall = Devices.registerId(
                marked("b").put("account", "acc-" + mark).put("labels", JsonObject.of("run", mark, "room", "hall")));

        assertThat(found("label", "run:" + mark)).containsExactly(kitchen, hall);
        assertThat(found("label", "run:" + mark, "label", "room:kitchen")).containsExactly(kitchen);
        assertThat(found("label", "run:" + mark, "label", "url:http://a")).containsExactly(kitchen);
        assertThat(found("label", "room:kitchen", "label", "room:hall")).isEmpty();
        assertThat(found("label", "run:" + mark, "enabled", "true")).containsExactly(hall);
        assertThat(found("label", "run:" + mark, "enabled", "false")).containsExactly(kitchen);
        assertThat(found("type", "lamp-" + mark)).containsExactly(kitchen);
        assertThat(found("location", "Kitchen " + mark)).containsExactly(kitchen);
        assertThat(found("account", "acc-" + mark)).containsExactly(hall);
        assertThat(found("vendor", "shelly", "label", "run:" + mark)).containsExactly(kitchen, hall);
        assertThat(found("vendor", "hue", "label", "run:" + mark)).isEmpty();
        assertThat(found("q", "100% LAMP", "label", "run:" + mark)).containsExactly(kitchen);
        assertThat(found("q", "a_1z9", "label", "run:" + mark)).isEmpty();
        assertThat(found("id", hall, "id", kitchen, "id", UUID.randomUUID().toString()))
                .containsExactly(kitchen, hall);
        assertThat(found("vendor", "", "label", "run:" + mark)).hasSize(2);
    }

    @Test
    void findsADeviceByItsVendorId() {
        var address = "127.0.0.1:8085/" + mark;
        var id = Devices.registerId(
                Devices.plug().put("vendorIds", JsonObject.of("manufacturerId", "M-" + mark, "address", address)));

        assertThat(found("vendorId", "M-" + mark)).containsExactly(id);
        assertThat(found("vendorId", "manufacturerId:M-" + mark)).containsExactly(id);
        assertThat(found("vendorId", address)).containsExactly(id);
        assertThat(found("vendorId", "address:" + address)).containsExactly(id);
        assertThat(found("vendorId", "M-" + mark, "vendorId", address)).containsExactly(id);
        assertThat(found("vendorId", "M-" + mark, "vendorId", "other")).isEmpty();
        assertThat(found("vendorId", "other:M-" + mark)).isEmpty();
        assertThat(found("q", "m-" + mark.toUpperCase(java.util.Locale.ROOT))).containsExactly(id);
    }

    @Test
    void pagesThroughAllOfThemOnce() {
        var ids = IntStream.range(0, 7)
                .mapToObj(number -> Devices.registerId(marked("page " + number)))
                .toList();

        var seen = new ArrayList<String>();
        String after = null;
        do {
            var request = given().queryParam("label", "run:" + mark).queryParam("limit", 3);
            if (after != null) {
                request.queryParam("after", after);
            }
            var page =
                    request.get("/api/devices").then().statusCode(200).extract().jsonPath();
            seen.addAll(page.getList("items.id", String.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void understandsLabelExpressions() {
        var kitchen = Devices.registerId(labelled("room", "kitchen", "floor", "1"));
        var hall = Devices.registerId(labelled("room", "hall", "owner", "ada"));
        var attic = Devices.registerId(labelled("room", "attic", "retired", "yes"));

        assertThat(picked("room in (kitchen,hall)")).containsExactly(kitchen, hall);
        assertThat(picked("room=hall")).containsExactly(hall);
        assertThat(picked("room!=hall")).containsExactly(kitchen, attic);
        assertThat(picked("!retired")).containsExactly(kitchen, hall);
        assertThat(picked("floor notin (1, 2)")).containsExactly(hall, attic);
        assertThat(picked("owner")).containsExactly(hall);
        assertThat(picked("room in (kitchen,hall), !retired, floor notin (1), owner"))
                .containsExactly(hall);
        assertThat(picked("owner, room=kitchen")).isEmpty();
    }

    @Test
    void filtersByWhatHappenedToADevice() {
        var parent = Devices.registerId(marked("parent"));
        var child = Devices.registerId(
                marked("child").put("parentId", parent).put("metadata", new JsonObject("{\"a\":{\"b\":[1,2]}}")));
        sql("update device set missing_since = now() where id = '" + child + "'");
        sql("insert into device_sighting values ('" + child + "', '2020-01-01Z', '2020-02-01Z')");

        assertThat(found("label", "run:" + mark, "parent", parent)).containsExactly(child);
        assertThat(found("label", "run:" + mark, "parent", "none")).containsExactly(parent);
        assertThat(found("label", "run:" + mark, "missing", "true")).containsExactly(child);
        assertThat(found("label", "run:" + mark, "missing", "false")).containsExactly(parent);
        assertThat(found("label", "run:" + mark, "metadata", "{\"a\":{\"b\":[2]}}"))
                .containsExactly(child);
        assertThat(found("label", "run:" + mark, "metadata", "{\"a\":7}")).isEmpty();
        assertThat(found("label", "run:" + mark, "seenTo", "2020-02-01T00:00:01Z"))
                .containsExactly(child);
        assertThat(found("label", "run:" + mark, "seenFrom", "2020-02-01T00:00:01Z"))
                .isEmpty();
        assertThat(found("label", "run:" + mark, "createdTo", "2020-01-01T00:00:00Z"))
                .isEmpty();
        assertThat(found("label", "run:" + mark, "createdFrom", "2020-01-01T00:00:00+02:00"))
                .hasSize(2);
        assertThat(found("label", "run:" + mark, "updatedFrom", updatedAt(child)))
                .containsExactly(child);
        assertThat(found("label", "run:" + mark, "updatedTo", updatedAt(child))).containsExactly(parent);
        assertThat(found("label", "run:" + mark, "sort", "lastSeen")).containsExactly(child);
        // The others believe what the topic says, where a sighting alone is not announced.
        given().delete("/api/devices/" + child).then().statusCode(204);
    }

    @Test
    void findsTextThatIsBegunOrMisspelt() {
        var id = Devices.registerId(marked("Refrigerator in the cellar")
                .put("vendorIds", JsonObject.of("serial", "SN-" + mark, "address", "10.20.30.40")));

        for (var text : List.of(
                "refri",
                "RE",
                "ce",
                "cellar",
                "frigerat",
                "refigerator",
                "Refrigeratr",
                "10.20.30",
                "cellar REFRIG",
                "SN-" + mark)) {
            assertThat(found("q", text, "label", "run:" + mark)).as(text).containsExactly(id);
        }
        for (var text : List.of("llar kitchen", "ri", "x%", "re_", "washing", "%%r")) {
            assertThat(found("q", text, "label", "run:" + mark)).as(text).isEmpty();
        }
    }

    @Test
    void findsWhatIsNear() {
        var rome = Devices.registerId(at(41.9028, 12.4964));
        var ostia = Devices.registerId(at(41.7319, 12.2768));
        var fiji = Devices.registerId(at(-17.0, 179.9));
        var pole = Devices.registerId(at(89.9, 100));
        var nowhere = Devices.registerId(marked("nowhere"));

        assertThat(near("41.9028,12.4964", "1m")).containsExactly(rome);
        assertThat(near("41.9028,12.4964", "26km")).containsExactly(rome);
        assertThat(near("41.9028,12.4964", "27km")).containsExactly(rome, ostia);
        assertThat(near("-17,-179.9", "22km")).containsExactly(fiji);
        assertThat(near("-17,-179.9", "21km")).isEmpty();
        assertThat(near("89.9,-80", "23km")).containsExactly(pole);
        assertThat(found("label", "run:" + mark)).contains(nowhere);
    }

    @ParameterizedTest
    @CsvSource({"name", "-name", "type", "-type", "createdAt", "-createdAt", "updatedAt", "-updatedAt", "id", "-id"})
    void pagesInEveryOrderWhileDevicesComeAndGo(String sort) {
        var ids = new ArrayList<String>();
        for (var number = 0; number < 9; number++) {
            ids.add(Devices.registerId(marked("n" + number / 3).put("type", "t" + number / 2)));
        }
        if (sort.startsWith("-")) {
            Collections.reverse(ids);
        }
        var seen = new ArrayList<String>();
        String after = "";
        do {
            var page = given().queryParam("label", "run:" + mark)
                    .queryParam("sort", sort)
                    .queryParam("limit", 2)
                    .queryParam("after", after)
                    .get("/api/devices")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id", String.class));
            after = page.getString("next");
            // What was seen goes: the next page begins where it began all the same.
            given().delete("/api/devices/" + seen.getLast()).then().statusCode(204);
        } while (after != null);

        assertThat(seen).isEqualTo(ids);
    }

    @Test
    void countsOnlyWhenAsked() {
        IntStream.range(0, 5)
                .mapToObj(number -> marked("count " + number))
                .map(Devices::registerId)
                .forEach(id -> assertThat(id).isNotBlank());
        var request = given().queryParam("label", "run:" + mark).queryParam("limit", 2);

        request.get("/api/devices").then().body("", not(hasKey("count")));
        given().queryParam("label", "run:" + mark)
                .queryParam("limit", 2)
                .queryParam("count", "true")
                .get("/api/devices")
                .then()
                .body("items", hasSize(2))
                .body("count", equalTo(5))
                .body("countIsExact", equalTo(true));
    }

    @Test
    void refusesTheCursorOfAnotherQuery() {
        IntStream.range(0, 3)
                .mapToObj(number -> marked("cursor " + number))
                .map(Devices::registerId)
                .forEach(id -> assertThat(id).isNotBlank());
        var next = given().queryParam("label", "run:" + mark)
                .queryParam("limit", 1)
                .get("/api/devices")
                .jsonPath()
                .getString("next");

        for (var other : List.of("sort=name", "sort=-id", "type=plug", "labels=run")) {
            given().queryParam("label", "run:" + mark)
                    .queryParam("after", next)
                    .get("/api/devices?" + other)
                    .then()
                    .statusCode(400)
                    .body("violations.field", equalTo(List.of("after")));
        }
        given().queryParam("label", "run:" + mark)
                .queryParam("after", next)
                .queryParam("limit", 7)
                .get("/api/devices")
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
    }

    @Test
    void looksUpManyAtOnce() {
        var first = Devices.registerId(marked("first"));
        var second = Devices.registerId(marked("second"));
        var unknown = UUID.randomUUID().toString();

        Devices.asked(JsonObject.of("ids", List.of(second, unknown, first, second)))
                .post("/api/devices/lookup")
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(second, first)))
                .body("missing", equalTo(List.of(unknown)));
        for (var bad : List.of("{}", "{\"ids\":[]}", "{\"ids\":[null]}", "{\"ids\":" + ids(1001) + "}")) {
            given().contentType("application/json")
                    .body(bad)
                    .post("/api/devices/lookup")
                    .then()
                    .statusCode(400)
                    .body("violations.field", equalTo(List.of("ids")));
        }
    }

    @Test
    void streamsTheIdsOfAllThatMatch() {
        var ids = IntStream.range(0, 25)
                .mapToObj(number -> Devices.registerId(marked("stream " + number)))
                .toList();

        assertThat(stream("labels", "run=" + mark)).isEqualTo(ids);
        assertThat(stream("labels", "run=" + mark + ",room")).isEmpty();
        given().queryParam("labels", "run=")
                .get("/api/devices/ids")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aClientOfTheOtherServicesUnderstandsIt() {
        var id = Devices.registerId(marked("client"));
        var client = QuarkusRestClientBuilder.newBuilder().baseUri(address).build(DevicesApi.class);

        assertThat(client.ids(null, "shelly", null, "run=" + mark, null, true)
                        .collect()
                        .asList()
                        .await()
                        .indefinitely())
                .containsExactly(UUID.fromString(id));
        assertThat(client.lookup(new LookUpDevices(List.of(UUID.fromString(id))))
                        .await()
                        .indefinitely()
                        .items())
                .extracting(DeviceView::name)
                .containsExactly("client");
    }

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,1001",
        "limit,many",
        "limit,-1",
        "after,xxx",
        "after,AAAA",
        "after,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "id,7",
        "label,kitchen",
        "labels,room in kitchen",
        "labels,a\0b",
        "enabled,yes",
        "missing,1",
        "parent,me",
        "vendor,a\0b",
        "q,a\0b",
        "q,%%%",
        "label,a:\0b",
        "metadata,[]",
        "metadata,{",
        "sort,colour",
        "sort,--name",
        "count,yes",
        "createdFrom,yesterday",
        "seenTo,2020-01-01",
        "near,'41.9,12.5'",
        "within,5km",
        "group,nobody knows this",
        "group,a\0b",
    })
    void refusesWrongParameters(String parameter, String value) {
        given().queryParam(parameter, value)
                .get("/api/devices")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(
                        "violations.field",
                        equalTo(List.of(
                                parameter.equals("near")
                                        ? "within"
                                        : parameter.equals("within") ? "near" : parameter)));
    }

    @ParameterizedTest
    @CsvSource({
        "'41.9',5km,near",
        "'91,0',5km,near",
        "'0,181',5km,near",
        "'NaN,1',5km,near",
        "'1e5,1',5km,near",
        "'0,0',5,within",
        "'0,0',0m,within",
        "'0,0',1001km,within",
        "'0,0',-5km,within",
        "'0,0',5 miles,within",
    })
    void refusesWrongCircles(String near, String within, String field) {
        given().queryParam("near", near)
                .queryParam("within", within)
                .get("/api/devices")
                .then()
                .statusCode(400)
                .body("violations.field", equalTo(List.of(field)));
    }

    @Test
    void pointsAtTheColumnOfALabelExpression() {
        given().queryParam("labels", "room in (kitchen,hall), !")
                .get("/api/devices")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("labels"))
                .body("violations[0].message", equalTo("column 26: expected the name of a label"));
    }

    @Test
    void refusesMoreThanAHundredIds() {
        var ids = IntStream.range(0, 101).mapToObj(number -> UUID.randomUUID()).toList();

        given().queryParam("id", ids)
                .get("/api/devices")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("id"));
    }

    private JsonObject marked(String name) {
        return Devices.plug().put("name", name).put("labels", JsonObject.of("run", mark));
    }

    private JsonObject labelled(String... labels) {
        var device = marked("labelled");
        for (var index = 0; index < labels.length; index += 2) {
            device.getJsonObject("labels").put(labels[index], labels[index + 1]);
        }
        return device;
    }

    private JsonObject at(double latitude, double longitude) {
        return marked("somewhere").put("location", JsonObject.of("latitude", latitude, "longitude", longitude));
    }

    private List<String> near(String point, String distance) {
        return found("label", "run:" + mark, "near", point, "within", distance);
    }

    private List<String> picked(String expression) {
        return found("label", "run:" + mark, "labels", expression);
    }

    private static String updatedAt(String id) {
        return given().get("/api/devices/" + id).jsonPath().getString("updatedAt");
    }

    private static String ids(int count) {
        return new JsonArray(Stream.generate(() -> UUID.randomUUID().toString())
                        .limit(count)
                        .toList())
                .encode();
    }

    private static List<String> stream(String parameter, String value) {
        var lines = given().queryParam(parameter, value)
                .get("/api/devices/ids")
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString();
        return lines.lines().map(line -> line.substring(1, line.length() - 1)).toList();
    }

    private void sql(String statement) {
        assertThat(database.query(statement).execute().await().indefinitely().rowCount())
                .isEqualTo(1);
    }

    private static List<String> found(String... parameters) {
        var request = given();
        for (var index = 0; index < parameters.length; index += 2) {
            request.queryParam(parameters[index], parameters[index + 1]);
        }
        return request.get("/api/devices")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("items.id", String.class);
    }
}
