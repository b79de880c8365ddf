package io.lamplighter.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenJsonTest {
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of("command-result", CommandResult.class),
                Arguments.of("vendor-view", VendorView.class),
                Arguments.of("presence-view", PresenceView.class),
                Arguments.of("discovery-page", DiscoveryPage.class),
                Arguments.of("found-device", FoundDevice.class),
                Arguments.of("ignored-device", IgnoredDevice.class),
                Arguments.of("feed-snapshot", FeedMessage.class),
                Arguments.of("feed-update", FeedMessage.class),
                Arguments.of("feed-reset", FeedMessage.class),
                Arguments.of("feed-error", FeedMessage.class),
                Arguments.of("feed-unsubscribed", FeedMessage.class),
                Arguments.of("feed-heartbeat", FeedMessage.class),
                Arguments.of("feed-conflated", FeedMessage.class),
                Arguments.of("feed-welcome", FeedMessage.class),
                Arguments.of("feed-answer", FeedMessage.class),
                Arguments.of("attendance", Attendance.class),
                Arguments.of("device-presence", DevicePresence.class));
    }

    @ParameterizedTest
    @MethodSource("records")
    void isReadAndWrittenAsItTravels(String name, Class<?> type) throws IOException {
        var golden = golden(name);
        assertThat(json.readTree(json.writeValueAsString(read(golden, type)))).isEqualTo(golden);
    }

    @ParameterizedTest
    @MethodSource("records")
    void fieldsOfALaterVersionAreIgnored(String name, Class<?> type) throws IOException {
        var later = golden(name).put("unheardOf", true);
        assertThat(read(later, type)).isEqualTo(read(golden(name), type));
    }

    private Object read(ObjectNode tree, Class<?> type) throws IOException {
        return json.readValue(tree.toString(), type);
    }

    private ObjectNode golden(String name) throws IOException {
        try (var file = GoldenJsonTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            return (ObjectNode) json.readTree(file);
        }
    }
}
