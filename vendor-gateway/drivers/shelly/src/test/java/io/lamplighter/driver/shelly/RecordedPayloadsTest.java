package io.lamplighter.driver.shelly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.driver.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What is made of answers that were recorded from real devices. They lie outside of the project: in {@code
 * lamplighter.data}, or beside the checkout.
 */
class RecordedPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    @TestFactory
    Stream<DynamicTest> everyDumpBecomesWhatItShould() throws IOException {
        var expected = expectations();
        var dumps = dumps();
        assertThat(dumps.keySet()).containsAll(expected.keySet());
        return dumps.entrySet().stream()
                .map(dump -> DynamicTest.dynamicTest(dump.getKey(), () -> {
                    var observations = translate(dump.getValue());
                    assertThat(expected).containsKey(dump.getKey());
                    assertThat(shown(observations)).isEqualTo(expected.get(dump.getKey()));
                    assertThat(observations)
                            .extracting(Observation::name)
                            .doesNotHaveDuplicates()
                            .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyComponentIsReadOrPassedOverOnPurpose() throws IOException {
        return dumps().entrySet().stream()
                .map(dump -> DynamicTest.dynamicTest(dump.getKey(), () -> {
                    for (var key : keys(dump.getValue())) {
                        var type = key.replaceFirst(":.*", "");
                        assertThat(ComponentTypes.READ.containsKey(type) || ComponentTypes.IGNORED.contains(type))
                                .as(key)
                                .isTrue();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyDumpSaysWhatItIs() throws IOException {
        var types = Map.of(
                "PlusPlugS",
                "plug",
                "Pro3EM",
                "meter",
                "EMG3",
                "meter",
                "PlusHT",
                "thermometer",
                "PlusSmoke",
                "smoke_detector",
                "WallDisplay",
                "thermostat",
                "PlusI4",
                "thermometer",
                "Pro2Cover",
                "cover",
                "Plus10V",
                "light",
                "BluGwG3",
                "device");
        return files().map(dump -> DynamicTest.dynamicTest(dump.at("/shelly/id").asText(), () -> {
            var info = DeviceInfo.of(dump.get("shelly"));
            var type = DeviceTypes.of(info, dump.get("status"));
            assertThat(type).isEqualTo(types.getOrDefault(info.app(), type)).matches("[a-z_]+");
            assertThat(info.title()).isNotBlank();
        }));
    }

    @TestFactory
    Stream<DynamicTest> everyDumpOfGenerationOneBecomesWhatItShould() throws IOException {
        var expected = expectations("expected-observations-gen1.json");
        var dumps = new LinkedHashMap<String, JsonNode>();
        all().filter(dump -> dump.path("shelly").has("type"))
                .forEach(dump -> dumps.put(dump.get("file").asText(), dump));
        assertThat(dumps.keySet()).isEqualTo(expected.keySet());
        return dumps.entrySet().stream()
                .map(dump -> DynamicTest.dynamicTest(dump.getKey(), () -> {
                    var status = GenerationOne.status(dump.getValue().get("status"));
                    assertThat(shown(translate(status))).isEqualTo(expected.get(dump.getKey()));
                    var info = DeviceInfo.of(dump.getValue().get("shelly"));
                    assertThat(info.gen()).isEqualTo(1);
                    assertThat(DeviceTypes.of(info, status)).matches("[a-z_]+");
                }));
    }

    @Test
    void readsTheStatusOfACoverWithAVirtualComponent() throws IOException {
        var status = JSON.readTree(
                data().resolve("rpc-frames/shelly2pmg3_Shelly.GetStatus.json").toFile());

        assertThat(shown(translate(status)))
                .containsEntry("state", "open")
                .containsEntry("position", "100.0 %")
                .containsEntry("voltage", "219.2 V")
                .containsEntry("energy", "314.614 W.h")
                .containsEntry("number_200", "4.0 1")
                .hasSize(10);
    }

    @Test
    void readsAComponentAlone() throws IOException {
        var cover = JSON.readTree(
                data().resolve("rpc-frames/shelly2pmg3_Cover.GetStatus.json").toFile());

        assertThat(shown(StatusTranslator.translate("cover:0", cover, OptionalInt.empty(), NOW)))
                .containsEntry("state", "closing")
                .containsEntry("position", "51.0 %")
                .containsEntry("power", "123.1 W");
    }

    private static List<Observation> translate(JsonNode status) {
        return StatusTranslator.translate(status, OptionalInt.empty(), NOW);
    }

    /** Values by name, with their units. */
    private static Map<String, String> shown(List<Observation> observations) {
        var shown = new LinkedHashMap<String, String>();
        for (var observation : observations) {
            shown.put(
                    observation.name(),
                    switch (observation) {
                        case Observation.Attribute it -> it.number() + " " + it.units();
                        case Observation.Status it -> it.value().toString();
                    });
        }
        return shown;
    }

    private static List<String> keys(JsonNode status) {
        var keys = new ArrayList<String>();
        status.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Map<String, Map<String, String>> expectations() throws IOException {
        return expectations("expected-observations.json");
    }

    private static Map<String, Map<String, String>> expectations(String name) throws IOException {
        try (var file = RecordedPayloadsTest.class.getResourceAsStream(name)) {
            return JSON.readValue(file, new TypeReference<>() {});
        }
    }

    /** The statuses of all devices of generation 2 and later, by the name of the file. */
    private static Map<String, JsonNode> dumps() throws IOException {
        var dumps = new LinkedHashMap<String, JsonNode>();
        files().forEach(dump -> dumps.put(dump.get("file").asText(), dump.get("status")));
        return dumps;
    }

    private static Stream<JsonNode> files() throws IOException {
        return all().filter(dump -> dump.at("/shelly/gen").asInt() >= 2);
    }

    private static Stream<JsonNode> all() throws IOException {
        var dumps = new ArrayList<JsonNode>();
        try (var files = Files.walk(data())) {
            for (var file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                var dump = JSON.readTree(file.toFile());
                if (dump.has("shelly")) {
                    ((ObjectNode) dump).put("file", file.getFileName().toString());
                    dumps.add(dump);
                }
            }
        }
        return dumps.stream();
    }

    private static Path data() {
        var configured = System.getProperty("lamplighter.data", System.getenv("LAMPLIGHTER_DATA"));
        var data = configured == null ? root().resolveSibling("shared/data") : Path.of(configured);
        var shelly = data.resolve("shelly");
        assumeTrue(Files.isDirectory(shelly), () -> "no recorded payloads in " + shelly);
        return shelly;
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
