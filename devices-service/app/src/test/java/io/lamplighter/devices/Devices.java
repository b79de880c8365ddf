package io.lamplighter.devices;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.util.UUID;

/** Devices to register. */
public final class Devices {
    private Devices() {}

    /** A plug that nobody else has. */
    public static JsonObject plug() {
        return plug(UUID.randomUUID().toString());
    }

    public static JsonObject plug(String mac) {
        return new JsonObject()
                .put("name", "Plug " + mac)
                .put("type", "plug")
                .put("vendor", "shelly")
                .put("vendorIds", JsonObject.of("mac", mac));
    }

    /** Everything that a device can have. */
    public static JsonObject thermostat() {
        return new JsonObject()
                .put("name", "Thermostat")
                .put("type", "thermostat")
                .put("vendor", "hue")
                .put("account", "upstairs")
                .put("vendorIds", JsonObject.of("serial", UUID.randomUUID().toString(), "bridge", "10.0.0.2"))
                .put(
                        "location",
                        JsonObject.of(
                                "name", "Kitchen", "latitude", 41.9, "longitude", 12.5, "timeZone", "Europe/Rome"))
                .put("labels", JsonObject.of("room", "kitchen", "floor", "1"))
                .put("enabled", false);
    }

    public static RequestSpecification asked(JsonObject body) {
        return given().contentType(ContentType.JSON).body(body.encode());
    }

    public static JsonPath register(JsonObject device) {
        return asked(device)
                .post("/api/devices")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    public static String registerId(JsonObject device) {
        return register(device).getString("id");
    }
}
