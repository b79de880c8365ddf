package io.lamplighter.devices.imports;

import static io.restassured.RestAssured.given;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of devices, sent and answered. */
public final class Imports {
    private Imports() {}

    public static Answer ndjson(List<JsonObject> devices, String... parameters) {
        return ndjson(devices.stream().map(JsonObject::encode).collect(Collectors.joining("\n")), parameters);
    }

    public static Answer ndjson(String file, String... parameters) {
        return send("application/x-ndjson", file.getBytes(StandardCharsets.UTF_8), parameters);
    }

    public static Answer csv(String file, String... parameters) {
        return send("text/csv", file.getBytes(StandardCharsets.UTF_8), parameters);
    }

    static Answer send(String type, byte[] file, String... parameters) {
        return new Answer(response(type, "application/x-ndjson", file, parameters)
                .then()
                .statusCode(200)
                .contentType("application/x-ndjson")
                .extract()
                .asString());
    }

    static Response response(String type, String accepted, byte[] file, String... parameters) {
        return request(parameters).contentType(type).accept(accepted).body(file).post("/api/devices/import");
    }

    static RequestSpecification request(String... parameters) {
        var request = given().config(RestAssured.config()
                .encoderConfig(EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs("application/x-ndjson", io.restassured.http.ContentType.TEXT)
                        .encodeContentTypeAs("text/csv", io.restassured.http.ContentType.TEXT)));
        for (var index = 0; index < parameters.length; index += 2) {
            request.queryParam(parameters[index], parameters[index + 1]);
        }
        return request;
    }

    /** The lines of an answer. */
    public record Answer(String text) {
        public List<JsonObject> lines() {
            return objects().filter(line -> line.containsKey("outcome")).toList();
        }

        public JsonObject line(long number) {
            return lines().stream()
                    .filter(line -> Long.valueOf(number).equals(line.getLong("line")))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no line " + number + " in " + text));
        }

        public List<String> outcomes() {
            return lines().stream().map(line -> line.getString("outcome")).toList();
        }

        public JsonObject summary() {
            return objects().toList().getLast().getJsonObject("summary");
        }

        public JsonObject last() {
            return objects().toList().getLast();
        }

        /** The fields of a line that are wrong. */
        public List<String> fields(long number) {
            return line(number).getJsonArray("violations").stream()
                    .map(violation -> ((JsonObject) violation).getString("field"))
                    .toList();
        }

        private Stream<JsonObject> objects() {
            return text.lines().filter(line -> !line.isBlank()).map(JsonObject::new);
        }
    }
}
