package io.lamplighter.driver.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What is made of messages and descriptions that were recorded from real devices. They lie outside of the project: in {@code
 * lamplighter.data}, or beside the checkout.
 */
class RecordedPayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TestFactory
    Stream<DynamicTest> everyTasmotaMessageBecomesWhatItShould() throws IOException {
        var messages = recorded("tasmota/messages.json");
        var expected = expected("expected-tasmota.json", new TypeReference<List<Map<String, String>>>() {});
        assertThat(expected).hasSameSizeAs(messages);
        return IntStream.range(0, messages.size())
                .mapToObj(number -> DynamicTest.dynamicTest(title(number, messages.get(number)), () -> {
                    var findings = TasmotaTranslator.translate(message(messages.get(number)), Optional.empty());
                    assertThat(shown(findings.complete())).isEqualTo(expected.get(number));
                    assertThat(findings.observations()).allSatisfy(RecordedPayloadsTest::isStorable);
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotJsonIsRefused() throws IOException {
        var messages = recorded("tasmota/not-json.json");
        assertThat(messages).isNotEmpty();
        return messages.stream()
                .map(message -> DynamicTest.dynamicTest(
                        message.get("page").asText(),
                        () -> assertThatThrownBy(() -> TasmotaTranslator.translate(message(message), Optional.empty()))
                                .isInstanceOf(DriverException.ProtocolViolation.class)
                                .hasMessage("a message is not JSON")));
    }

    @TestFactory
    Stream<DynamicTest> everyZigbeeDefinitionBecomesWhatItShould() throws IOException {
        var expected = expected("expected-zigbee.json", new TypeReference<Map<String, Map<String, String>>>() {});
        var definitions = recorded("zigbee/definitions.json");
        assertThat(definitions).extracting(each -> each.get("model").asText()).containsAll(expected.keySet());
        return definitions.stream()
                .map(recorded -> DynamicTest.dynamicTest(recorded.get("model").asText(), () -> {
                    var definition = Definition.of(recorded.get("exposes"));
                    assertThat(expected).containsKey(recorded.get("model").asText());
                    assertThat(shown(definition))
                            .isEqualTo(expected.get(recorded.get("model").asText()));
                    assertThat(definition.features())
                            .extracting(Feature::name)
                            .doesNotHaveDuplicates()
                            .allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
                }));
    }

    private static String title(int number, JsonNode message) {
        return number + " " + message.get("page").asText();
    }

    private static Message message(JsonNode recorded) {
        return Messages.live(
                recorded.path("topic").asText("tele/tasmota/SENSOR"),
                recorded.get("payload").asText());
    }

    private static void isStorable(Observation observation) {
        assertThat(observation.name()).matches("[a-z][a-z0-9_]*").hasSizeLessThanOrEqualTo(100);
        if (observation instanceof Observation.Attribute attribute) {
            assertThat(attribute.units()).matches("[!-~]{1,10}");
        }
    }

    /** Values by name, with their units. */
    static Map<String, String> shown(List<Observation> observations) {
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

    /** Its type, and of each feature its kind, what can be done with it, and its units. */
    static Map<String, String> shown(Definition definition) {
        var shown = new LinkedHashMap<String, String>();
        shown.put("(type)", definition.type());
        for (var feature : definition.features()) {
            shown.put(
                    feature.name(),
                    "%s%s%s%s %s"
                            .formatted(
                                    feature.type(),
                                    feature.isReadable() ? " readable" : "",
                                    feature.isSettable() ? " settable" : "",
                                    feature.type().equals("numeric") ? " " + feature.units() : "",
                                    String.join(".", feature.path())));
        }
        return shown;
    }

    private static <T> T expected(String name, TypeReference<T> type) throws IOException {
        try (var file = RecordedPayloadsTest.class.getResourceAsStream(name)) {
            return JSON.readValue(file, type);
        }
    }

    private static List<JsonNode> recorded(String name) throws IOException {
        var file = data().resolve(name);
        assumeTrue(Files.isRegularFile(file), () -> "no recorded payloads in " + file);
        return StreamSupport.stream(JSON.readTree(file.toFile()).spliterator(), false)
                .toList();
    }

    private static Path data() {
        var configured = System.getProperty("lamplighter.data", System.getenv("LAMPLIGHTER_DATA"));
        return configured == null ? root().resolveSibling("shared/data") : Path.of(configured);
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
