package io.lamplighter.driver.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.http.definitions.Definition;
import io.lamplighter.driver.http.definitions.Read;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the definitions of docs/examples make of answers that were recorded from real devices, whole: values, or the words of the
 * refusal. The recordings lie outside of the project: in {@code lamplighter.data}, or beside the checkout.
 */
class RecordedPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-21T02:30:00Z");

    /** Which request of which definition such a file answers; the first that fits. */
    private static final Map<String, String> ANSWERS = answers();

    private static Map<String, String> answers() {
        var answers = new LinkedHashMap<String, String>();
        answers.put("wled/.*", "wled /json");
        answers.put("homewizard-v1/HWE-SKT_state.*", "homewizard-socket /api/v1/state");
        answers.put("homewizard-v1/HWE-SKT_data.*", "homewizard-socket /api/v1/data");
        answers.put("homewizard-v1/HWE-KWH1_data.*", "homewizard-kwh /api/v1/data");
        answers.put("homewizard-v1/HWE-KWH1_system.*", "homewizard-kwh /api/v1/system");
        answers.put("homewizard-v1/HWE-WTR_data.*", "homewizard-water /api/v1/data");
        answers.put("homewizard-v1/HWE-WTR_system.*", "homewizard-water /api/v1/system");
        answers.put("homewizard-v1/.*_measurement.*", "homewizard-meter-v2 /api/measurement");
        answers.put("homewizard-v1/.*_system.*", "homewizard-p1 /api/v1/system");
        answers.put("homewizard-v1/.*_device.*", "homewizard-p1 /api");
        answers.put("homewizard-v1/.*", "homewizard-p1 /api/v1/data");
        answers.put("smartthings/device_status/.*", "smartthings /status");
        answers.put("overkiz/(endpoints|event|exec|action_groups)/.*", "overkiz-cover /states");
        return answers;
    }

    @TestFactory
    Stream<DynamicTest> everyRecordingBecomesWhatItShould() throws IOException {
        var expected =
                expectations("expected-recordings.json", new TypeReference<Map<String, Map<String, String>>>() {});
        var recordings = recordings();
        assertThat(recordings.keySet()).isEqualTo(expected.keySet());
        return recordings.entrySet().stream()
                .map(recording -> DynamicTest.dynamicTest(
                        recording.getKey(),
                        () -> assertThat(shown(recording.getKey(), recording.getValue()))
                                .isEqualTo(expected.get(recording.getKey()))));
    }

    @TestFactory
    Stream<DynamicTest> everyListOfDevicesBecomesDevices() throws IOException {
        var expected =
                expectations("expected-discoveries.json", new TypeReference<Map<String, Map<String, String>>>() {});
        var lists = files("smartthings/devices_.*|overkiz/setup/.*");
        assertThat(lists.keySet()).isEqualTo(expected.keySet());
        return lists.entrySet().stream()
                .map(list -> DynamicTest.dynamicTest(
                        list.getKey(),
                        () -> assertThat(found(list.getKey(), list.getValue()))
                                .isEqualTo(expected.get(list.getKey()))));
    }

    @TestFactory
    Stream<DynamicTest> everyErrorOfOverkizIsAFailureOfItsKind() throws IOException {
        var expected = expectations("expected-failures.json", new TypeReference<Map<String, String>>() {});
        var errors = files("overkiz/exceptions/.*");
        assertThat(errors.keySet()).isEqualTo(expected.keySet());
        var rule = Examples.definition("overkiz-cover").errors().orElseThrow();
        return errors.entrySet().stream()
                .map(error -> DynamicTest.dynamicTest(error.getKey(), () -> {
                    var failure = rule.failure(Files.readAllBytes(error.getValue()), true)
                            .orElseThrow();
                    assertThat(kind(failure)).isEqualTo(expected.get(error.getKey()));
                }));
    }

    static Map<String, Path> recordings() throws IOException {
        return files(String.join("|", ANSWERS.keySet()));
    }

    static Map<String, String> shown(String name, Path file) throws IOException {
        var answer = ANSWERS.entrySet().stream()
                .filter(entry -> name.matches(entry.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue()
                .split(" ", -1);
        var definition = Examples.definition(answer[0]);
        return shown(read(definition, answer[1]), Files.readAllBytes(file));
    }

    private static Read read(Definition definition, String path) {
        return definition.reads().stream()
                .filter(read -> read.request().url().toString().endsWith(path))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> shown(Read read, byte[] answer) {
        var shown = new LinkedHashMap<String, String>();
        try {
            var document = read.format().parse(answer, Optional.empty(), Map.of());
            read.observations(document, Map.of(), NOW)
                    .forEach(observation -> shown.put(observation.name(), shown(observation)));
        } catch (UnreadableException refused) {
            shown.put("refused", refused.getMessage());
        }
        return shown;
    }

    private static String shown(Observation observation) {
        var value = switch (observation) {
            case Observation.Attribute it -> it.number() + " " + it.units();
            case Observation.Status it -> it.value().toString();
        };
        return observation.validAt().equals(NOW) ? value : value + " at " + observation.validAt();
    }

    static Map<String, String> found(String name, Path file) throws IOException {
        var definition = Examples.definition(name.startsWith("overkiz") ? "overkiz-cover" : "smartthings");
        var discovery = definition.discovery().orElseThrow();
        var document = discovery.format().parse(Files.readAllBytes(file), Optional.empty(), Map.of());
        var found = new TreeMap<String, String>();
        discovery
                .devices(document, Map.of(), Map.of())
                .forEach(device -> found.put(device.vendorIds().get("device"), device.type() + " " + device.name()));
        return found;
    }

    static String kind(DriverException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }

    static Map<String, Path> files(String names) throws IOException {
        var found = new TreeMap<String, Path>();
        try (var files = Files.walk(data())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var name = data().relativize(file).toString().replace('\\', '/');
                if (name.matches(names)) {
                    found.put(name, file);
                }
            }
        }
        return found;
    }

    private static <T> T expectations(String name, TypeReference<T> type) throws IOException {
        return JSON.readValue(DefinedDriverContract.resource(name), type);
    }

    private static Path data() {
        var configured = System.getProperty("lamplighter.data", System.getenv("LAMPLIGHTER_DATA"));
        var data = configured == null ? Examples.root().resolveSibling("shared/data") : Path.of(configured);
        assumeTrue(Files.isDirectory(data.resolve("wled")), () -> "no recorded payloads in " + data);
        return data;
    }
}
