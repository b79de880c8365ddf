package io.lamplighter.driver.wot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is made of Thing Descriptions by the makers of things. They lie outside of the project: in {@code lamplighter.data}, or
 * beside the checkout.
 */
class RecordedPayloadsTest extends WotTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final URI AT = URI.create("http://td.example/td");

    @TestFactory
    Stream<DynamicTest> everyDescriptionBecomesWhatItShould() throws IOException {
        var expected = expectations();
        var descriptions = descriptions();
        assertThat(descriptions.keySet()).isEqualTo(expected.keySet());
        return descriptions.entrySet().stream()
                .map(description -> DynamicTest.dynamicTest(description.getKey(), () -> {
                    var shown = shown(DescriptionReader.read(description.getValue(), AT, Map.of()));
                    assertThat(shown).isEqualTo(expected.get(description.getKey()));
                    assertThat(shown.keySet()).allMatch(name -> name.matches("[a-z][a-z0-9_]{0,99}"));
                }));
    }

    @Test
    void aThermostatIsReadAndSetByItsDescription() throws IOException {
        stub.answering("/td", local("WebThings_Gateway__thermostat.td.json"))
                .answering(
                        "/things/virtual-things-24/properties",
                        "{\"temperature\":20.5,\"heatingTargetTemperature\":19,\"coolingTargetTemperature\":25,\"heatingCooling\":\"off\",\"thermostatMode\":\"heat\"}")
                .answering("/things/virtual-things-24/properties/heatingTargetTemperature", "21");
        var device = new VendorDevice(
                StubThing.account(Map.of("token", "t")),
                Map.of("td", stub.device().vendorId("td")));

        assertThat(shown(awaited(driver.read(device, Scope.ALL))))
                .isEqualTo(Map.of(
                        "temperature", "20.5 Cel",
                        "heating_target_temperature", "19.0 Cel",
                        "cooling_target_temperature", "25.0 Cel",
                        "heating_cooling", "off",
                        "thermostat_mode", "heat"));
        assertThat(shown(awaited(driver.set(device, new Setting("heating_target_temperature", 21)))))
                .containsEntry("heating_target_temperature", "21.0 Cel");
        assertThat(stub.asked).contains("PUT /things/virtual-things-24/properties/heatingTargetTemperature 21");
        assertThat(stub.headers).containsEntry("authorization", "Bearer t");
    }

    @Test
    void aSensorOfAHueBridgeIsReadByItsDescription() throws IOException {
        stub.answering("/td", local("Philips-Hue__Motion-Sensor-TUM.td.json"))
                .answering("/clip/v2/resource/motion/c104416d-965a-4d60-92fa-06bd7396d764", """
                        {"errors":[],"data":[{"id":"c1","id_v1":"/sensors/5","enabled":true,"motion":{"motion":true,"motion_valid":true,
                        "motion_report":{"changed":"2026-11-21T02:00:00Z","motion":true}},"sensitivity":{"status":"set","sensitivity":2,"sensitivity_max":2}}]}
                        """);
        var device = new VendorDevice(
                StubThing.account(Map.of("key", "secret")),
                Map.of("td", stub.device().vendorId("td")));

        assertThat(shown(awaited(driver.read(device, Scope.ALL))))
                .containsEntry("state_data_0_motion_motion", "true")
                .containsEntry("state_data_0_sensitivity_sensitivity", "2.0 1")
                .containsEntry("state_data_0_sensitivity_status", "set")
                .doesNotContainKey("state_data_1_enabled");
        assertThat(stub.headers).containsEntry("hue-application-key", "secret");
    }

    /** A recorded description, as if the thing were here. */
    private String local(String file) throws IOException {
        return Files.readString(data().resolve(file))
                .replaceAll("https://(plugfest\\.webthings\\.io|192\\.168\\.120\\.22)", "http://" + stub.authority());
    }

    /** By name: kind, unit, and what can be done; then what was left out, with the reason. */
    static Map<String, String> shown(Thing thing) {
        var shown = new LinkedHashMap<String, String>();
        for (var property : thing.properties()) {
            for (var field : property.fields()) {
                shown.put(
                        field.name(), kind(field) + read(property, field) + set(property, field) + told(thing, field));
            }
        }
        for (var action : thing.actions()) {
            var input = action.simple()
                    .map(RecordedPayloadsTest::kind)
                    .orElse(
                            action.structured()
                                    ? new TreeMap<>(action.members()).keySet().toString()
                                    : "nothing");
            shown.put(action.name(), "action with %s, %s".formatted(input, url(action.form())));
            action.output().forEach(field -> shown.put(field.name(), kind(field) + ", answered"));
        }
        thing.streams().stream()
                .filter(Thing.Stream::events)
                .forEach(stream -> stream.told()
                        .values()
                        .forEach(fields -> fields.forEach(
                                field -> shown.put(field.name(), "event of " + kind(field) + told(thing, field)))));
        thing.gaps().forEach((name, reason) -> shown.put(name, "- " + reason));
        return shown;
    }

    private static String kind(Field field) {
        var kind = field.kind().name().toLowerCase(java.util.Locale.ROOT);
        return field.mayBe(Scope.ATTRIBUTES) && !field.units().equals("1") ? kind + " " + field.units() : kind;
    }

    private static String read(Thing.Property property, Field field) {
        if (!field.readable() || !property.isRead(Scope.ALL)) {
            return "";
        }
        return property.inAll() ? ", read at once" : ", " + url(property.read().orElseThrow());
    }

    private static String set(Thing.Property property, Field field) {
        return property.settable(field.name()).isPresent()
                ? ", " + url(property.write().orElseThrow())
                : "";
    }

    private static String told(Thing thing, Field field) {
        return thing.streams().stream()
                .filter(stream -> stream.told().values().stream().anyMatch(fields -> fields.contains(field)))
                .findFirst()
                .map(stream ->
                        ", told by " + (stream.form().subscribing() == Form.Subscribing.SSE ? "sse " : "longpoll ")
                                + url(stream.form()))
                .orElse("");
    }

    private static String url(Form form) {
        return form.method() + " " + form.url(Map.of());
    }

    private static Map<String, Map<String, String>> expectations() throws IOException {
        try (var file = RecordedPayloadsTest.class.getResourceAsStream("expected-things.json")) {
            return JSON.readValue(file, new TypeReference<>() {});
        }
    }

    static Map<String, JsonNode> descriptions() throws IOException {
        var descriptions = new TreeMap<String, JsonNode>();
        try (var files = Files.list(data())) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                descriptions.put(file.getFileName().toString(), JSON.readTree(file.toFile()));
            }
        }
        return descriptions;
    }

    private static Path data() {
        var configured = System.getProperty("lamplighter.data", System.getenv("LAMPLIGHTER_DATA"));
        var data = configured == null ? root().resolveSibling("shared/data") : Path.of(configured);
        var things = data.resolve("wot-td");
        assumeTrue(Files.isDirectory(things), () -> "no recorded payloads in " + things);
        return things;
    }

    private static Path root() {
        var folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, "not in a checkout");
        return folder;
    }
}
