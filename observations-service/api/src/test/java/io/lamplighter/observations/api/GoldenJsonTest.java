package io.lamplighter.observations.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GoldenJsonTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00.123456Z");
    private static final DeviceObservations RECORD = new DeviceObservations(
            UUID.fromString("019aa5a0-0000-7000-8000-000000000001"),
            List.of(
                    new Attribute("temperature", 21.5, "Cel", TIME),
                    new Status("on", true, TIME),
                    new Status("mode", "eco", Instant.parse("2026-11-21T08:00:00Z"))));

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @Test
    void writesWhatTheTopicCarries() throws IOException {
        assertThat(json.readTree(json.writeValueAsBytes(RECORD))).isEqualTo(json.readTree(golden()));
    }

    @Test
    void readsWhatTheTopicCarries() throws IOException {
        assertThat(json.readValue(golden(), DeviceObservations.class)).isEqualTo(RECORD);
    }

    @Test
    void readsARecordOfALaterVersion() throws IOException {
        var later = golden().replace("\"deviceId\"", "\"new\" : {}, \"deviceId\"");

        assertThat(json.readValue(later, DeviceObservations.class)).isEqualTo(RECORD);
    }

    @Test
    void writesAndReadsColumns() throws IOException {
        var early = Instant.parse("2026-11-21T08:00:00Z");
        var columns = new DeviceObservations(
                RECORD.deviceId(),
                List.of(new Status("on", true, TIME)),
                List.of(
                        new SeriesObservations("temperature", "Cel", List.of(early, TIME), List.of(21.5, 22.25)),
                        new SeriesObservations("mode", null, List.of(early), List.of("eco"))));
        var golden = golden("/golden/DeviceObservations-series.json");

        assertThat(json.readTree(json.writeValueAsBytes(columns))).isEqualTo(json.readTree(golden));
        assertThat(json.readValue(golden, DeviceObservations.class)).isEqualTo(columns);
        assertThat(columns.all())
                .containsExactly(
                        new Status("on", true, TIME),
                        new Attribute("temperature", 21.5, "Cel", early),
                        new Attribute("temperature", 22.25, "Cel", TIME),
                        new Status("mode", "eco", early));
    }

    @Test
    void refusesANumberThatIsNotFinite() {
        var infinite = "{\"name\":\"a\",\"value\":1e999,\"validAt\":\"2026-11-21T08:00:00Z\"}";

        assertThatThrownBy(() -> json.readValue(infinite, Observation.class))
                .isInstanceOf(ValueInstantiationException.class)
                .hasMessageContaining("value: must be a finite number");
    }

    private static String golden() throws IOException {
        return golden("/golden/DeviceObservations.json");
    }

    private static String golden(String name) throws IOException {
        try (var file = GoldenJsonTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
