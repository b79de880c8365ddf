package io.lamplighter.devices.registry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class DeviceSelectionTest {
    private final String mark = UUID.randomUUID().toString();

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
        assertThat(found("q", "a_100", "label", "run:" + mark)).isEmpty();
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

    @ParameterizedTest
    @CsvSource({
        "limit,0",
        "limit,1001",
        "limit,many",
        "after,xxx",
        "after,AAAA",
        "id,7",
        "label,kitchen",
        "enabled,yes",
        "vendor,a\0b",
        "q,a\0b",
        "label,a:\0b",
    })
    void refusesWrongParameters(String parameter, String value) {
        given().queryParam(parameter, value)
                .get("/api/devices")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations.field", equalTo(List.of(parameter)));
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
