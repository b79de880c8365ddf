package io.lamplighter.driver.hue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.lamplighter.driver.Setting;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the driver asks and sends is in the description of the API, github.com/openhue/openhue-api. */
class ApiDescriptionTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("on", true),
            Map.entry("brightness", 33.5),
            Map.entry("color_temperature", 366.4),
            Map.entry("color_xy", "0.31,0.33"),
            Map.entry("effect", "candle"),
            Map.entry("motion_enabled", false),
            Map.entry("convenience_motion_enabled", true),
            Map.entry("security_motion_enabled", true),
            Map.entry("illuminance_enabled", true),
            Map.entry("temperature_enabled", true),
            Map.entry("contact_enabled", true));

    @TestFactory
    Stream<DynamicTest> everyChangeIsOneThatItAllows() throws IOException {
        var description = Recordings.read("openhue-openapi.json");
        return SETTINGS.entrySet().stream()
                .map(entry -> Change.of(new Setting(entry.getKey(), entry.getValue())))
                .flatMap(change -> change.types().stream()
                        .map(type -> DynamicTest.dynamicTest(
                                change.name() + " of " + type,
                                () -> assertThat(mistakes(description, type, change.body()))
                                        .isEmpty())));
    }

    @Test
    void aChangeThatItDoesNotAllowIsNoticed() throws IOException {
        var description = Recordings.read("openhue-openapi.json");

        assertThat(mistakes(description, "light", Map.of("on", Map.of("on", "true"))))
                .isNotEmpty();
        assertThat(mistakes(description, "light", Map.of("on", Map.of("state", true))))
                .isNotEmpty();
        assertThat(mistakes(description, "light", Map.of("brightness", 5))).isNotEmpty();
    }

    @Test
    void everyTypeIsAskedForWhereItIs() throws IOException {
        var paths = Recordings.read("openhue-openapi.json").get("paths");

        assertThat(paths.has("/clip/v2/resource")).isTrue();
        assertThat(paths.has("/clip/v2/resource/bridge")).isTrue();
        assertThat(paths.has("/eventstream/clip/v2")).isTrue();
        assertThat(Stream.of(ServiceTypes.READ.keySet(), ServiceTypes.CONNECTIVITY, ServiceTypes.OWNERS)
                        .flatMap(types -> types.stream()))
                .allSatisfy(type -> assertThat(item(paths, type)).isPresent());
    }

    @Test
    void theKeyIsSentAsItWantsIt() throws IOException {
        var scheme = Recordings.read("openhue-openapi.json").at("/components/securitySchemes/HueApplicationKey");

        assertThat(scheme.path("in").asText()).isEqualTo("header");
        assertThat(scheme.path("name").asText()).isEqualToIgnoringCase("hue-application-key");
    }

    private static List<String> mistakes(JsonNode description, String type, Map<String, Object> body) {
        var path = item(description.get("paths"), type).orElseThrow();
        var schema = path.at("/put/requestBody/content/application~1json/schema");
        var whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", description.get("components").deepCopy());
        beStrict(whole);
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(whole)
                .validate(JSON.valueToTree(body))
                .stream()
                .map(Object::toString)
                .toList();
    }

    /** The path of one resource of a type. */
    private static Optional<JsonNode> item(JsonNode paths, String type) {
        return paths.properties().stream()
                .filter(path -> path.getKey().startsWith("/clip/v2/resource/" + type + "/{"))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Leaves no room for what is not described. */
    private static void beStrict(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject() && !object.has("allOf")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescriptionTest::beStrict);
    }
}
