package io.lamplighter.observations;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Sends and asks for observations as any client does. */
public final class Observations {
    public static final String PATH = "/api/observations";

    private Observations() {}

    /** Any JSON value. */
    public static String json(UUID device, String name, String value, String units, Instant validAt) {
        return "{\"deviceId\":\"%s\",\"name\":\"%s\",\"value\":%s,%s\"validAt\":\"%s\"}"
                .formatted(device, name, value, units == null ? "" : "\"units\":\"" + units + "\",", validAt);
    }

    public static ValidatableResponse post(String body) {
        // As bytes: a text is looked through for what it might be, which takes half a minute for a bomb.
        return given().contentType("application/json")
                .body(body.getBytes(UTF_8))
                .post(PATH)
                .then();
    }

    public static void accepted(String... observations) {
        var accepted = post("[" + String.join(",", observations) + "]")
                .statusCode(202)
                .extract()
                .jsonPath()
                .getInt("accepted");
        assertThat(accepted).isEqualTo(observations.length);
    }

    public static JsonPath get(String pathAndQuery) {
        return given().urlEncodingEnabled(false)
                .get(PATH + pathAndQuery)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public static List<Map<String, Object>> items(String pathAndQuery) {
        return get(pathAndQuery).getList("items");
    }

    public static List<Map<String, Object>> latest(UUID device) {
        return items("/latest?device=" + device);
    }

    /** Waits until as many observations of the device are stored. */
    public static List<Map<String, Object>> stored(UUID device, int count) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(items("?limit=1000&device=" + device)).hasSize(count));
        return items("?limit=1000&device=" + device);
    }

    /** Waits until what was sent before this has been stored: a later record of the same device is. */
    public static void settled(UUID device) {
        var name = "settled_" + System.nanoTime();
        accepted(json(device, name, "1", null, Instant.parse("1970-01-02T00:00:00Z")));
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() ->
                        assertThat(items("?device=" + device + "&name=" + name)).hasSize(1));
    }
}
