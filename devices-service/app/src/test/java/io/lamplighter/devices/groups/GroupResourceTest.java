package io.lamplighter.devices.groups;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class GroupResourceTest {
    private final String mark = UUID.randomUUID().toString();

    @Test
    void itsDevicesAreThoseThatMatchNow() {
        var first = Devices.registerId(device("kitchen"));
        var id = define("devices " + mark, "room in (kitchen,hall)");
        var second = Devices.registerId(device("hall"));
        var _ = Devices.registerId(device("attic"));

        assertThat(members(id)).containsExactly(first, second);
        assertThat(named("devices " + mark)).containsExactly(first, second);

        asked(new JsonObject().put("labels", new JsonObject().put("room", "attic")))
                .patch("/api/devices/" + first)
                .then()
                .statusCode(200);

        assertThat(members(id)).containsExactly(second);
        given().queryParam("labels", "room=kitchen")
                .get("/api/groups/" + id + "/devices")
                .then()
                .body("items", equalTo(List.of()));
        assertThat(given().queryParam("group", "devices " + mark)
                        .get("/api/devices/ids")
                        .asString())
                .isEqualTo('"' + second + "\"\n");
    }

    @Test
    void isChangedAndDeletedLikeADevice() {
        var path = "/api/groups/" + define("changes " + mark, "room");
        given().get(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("selector.labels", equalTo("room, run=" + mark));
        given().header("If-None-Match", "\"1\"").get(path).then().statusCode(304);

        asked(new JsonObject("{\"selector\":{\"labels\":null,\"vendor\":\"hue\"},\"description\":\"all of hue\"}"))
                .header("X-Requested-By", "ada")
                .header("If-Match", "\"1\"")
                .patch(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("selector", equalTo(java.util.Map.of("vendor", "hue")))
                .body("updatedBy", equalTo("ada"));
        asked(new JsonObject()).patch(path).then().statusCode(200).body("version", equalTo(2));
        asked(group("changes " + mark, "x"))
                .header("If-Match", "\"1\"")
                .put(path)
                .then()
                .statusCode(412)
                .header("ETag", "\"2\"")
                .body("version", equalTo(2));
        given().header("If-Match", "\"1\"").delete(path).then().statusCode(412);
        asked(group("changes " + mark, "x")).put(path).then().statusCode(200).body("version", equalTo(3));
        given().header("If-Match", "\"3\"").delete(path).then().statusCode(204);
        given().get(path).then().statusCode(404).body("type", equalTo("urn:problem:devices:group-not-found"));
        given().get(path + "/devices").then().statusCode(404);
        given().delete(path).then().statusCode(404);
    }

    @Test
    void hasANameOfItsOwn() {
        var first = define("twice " + mark, "a");
        var second = define("once " + mark, "a");

        asked(group("twice " + mark, "b"))
                .post("/api/groups")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:problem:devices:group-name-taken"))
                .body("violations.field", equalTo(List.of("name")));
        asked(new JsonObject().put("name", "twice " + mark))
                .patch("/api/groups/" + second)
                .then()
                .statusCode(409);
        given().queryParam("name", "twice " + mark).get("/api/groups").then().body("items.id", equalTo(List.of(first)));
    }

    @Test
    void isListedByName() {
        var _ = define("b " + mark, "a");
        var _ = define("a " + mark, "a");
        var names = new java.util.ArrayList<String>();
        String after = null;
        do {
            var request = given().queryParam("limit", 1);
            var page = (after == null ? request : request.queryParam("after", after))
                    .get("/api/groups")
                    .jsonPath();
            names.addAll(page.getList("items.name", String.class));
            after = page.getString("next");
        } while (after != null);

        assertThat(names).isSorted().contains("a " + mark, "b " + mark).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name | {'name':null}",
                "name | {'name':''}",
                "name | {'name':5}",
                "name | {'name':'a\\u0000'}",
                "selector | {'selector':null}",
                "selector | {'selector':'room'}",
                "selector.labels | {'selector':{'labels':'room in'}}",
                "selector.labels | {'selector':{'labels':{'room':'x'}}}",
                "selector.enabled | {'selector':{'enabled':'yes'}}",
                "selector.parent | {'selector':{'parent':'me'}}",
                "selector.q | {'selector':{'q':'%%'}}",
                "selector.near | {'selector':{'near':'x','within':'5km'}}",
                "selector.within | {'selector':{'near':'1,1'}}",
            })
    void namesTheFieldThatIsWrong(String field, String change) {
        var body = group("bad " + mark, "room").encode();
        var bad = body.substring(0, body.length() - 1) + ","
                + change.replace('\'', '"').substring(1);

        given().contentType("application/json")
                .body(bad)
                .post("/api/groups")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", hasItem(field));
    }

    private JsonObject device(String room) {
        return Devices.plug().put("labels", JsonObject.of("run", mark, "room", room));
    }

    private JsonObject group(String name, String labels) {
        return JsonObject.of("name", name, "selector", JsonObject.of("labels", labels + ", run=" + mark));
    }

    private String define(String name, String labels) {
        return asked(group(name, labels))
                .post("/api/groups")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Location", containsString("/api/groups/"))
                .extract()
                .jsonPath()
                .getString("id");
    }

    private static List<String> members(String group) {
        return given().get("/api/groups/" + group + "/devices").jsonPath().getList("items.id", String.class);
    }

    private static List<String> named(String group) {
        return given().queryParam("group", group).get("/api/devices").jsonPath().getList("items.id", String.class);
    }
}
