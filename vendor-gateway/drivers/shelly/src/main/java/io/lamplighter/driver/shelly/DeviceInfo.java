package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;

/**
 * The answer of {@code /shelly}, in the vendor's words and as far as it matters here.
 *
 * @param name what its owner calls it, often null
 * @param app kind of product, such as {@code PlusPlugS}, or its model in generation 1
 */
record DeviceInfo(String id, String name, String app, int gen) {

    /** Reads it by hand: no reflection, so that a native executable needs no list of records. */
    static DeviceInfo of(JsonNode json) {
        if (json.path("type").isTextual() && json.path("mac").isTextual() && !json.has("gen")) {
            var type = json.path("type").asText();
            var id = json.path("longid").asInt() == 1
                            || json.path("mac").asText().length() < 6
                    ? json.path("mac").asText()
                    : json.path("mac")
                            .asText()
                            .substring(json.path("mac").asText().length() - 6);
            return new DeviceInfo(type + "-" + id, json.path("name").asText(""), type, 1);
        }
        var id = json.has("id") ? json.path("id") : json.path("mac");
        if (!id.isTextual() || json.path("gen").asInt() < 2) {
            throw new DriverException.ProtocolViolation("not a Shelly", null);
        }
        return new DeviceInfo(
                id.asText(),
                json.path("name").asText(""),
                json.path("app").asText(""),
                json.path("gen").asInt());
    }

    /** What its owner calls it, or else what it calls itself. */
    String title() {
        return name.isBlank() || name.equals("null") ? id : name;
    }
}
