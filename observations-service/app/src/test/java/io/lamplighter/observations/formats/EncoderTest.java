package io.lamplighter.observations.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.lamplighter.observations.api.ObservationPage;
import io.lamplighter.observations.api.ObservationView;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private static final UUID DEVICE = UUID.fromString("01a1fc2b-4420-72ac-8996-874fd1d6ae52");
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00.123456Z");

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-21T08:00:00.1Z",
                "2026-11-21T08:00:00.000001Z",
                "2026-02-28T23:59:59.999999Z",
                "9999-12-30T00:00:00.120Z",
                "0001-01-01T00:00:00Z",
                "1969-12-31T23:59:59.5Z"
            })
    void writesTimesAsJavaDoes(String text) {
        var time = Instant.parse(text);
        var bytes = new byte[Rfc3339.LENGTH];

        assertThat(new String(bytes, 0, Rfc3339.write(time, bytes), UTF_8)).isEqualTo(time.toString());
    }

    @Test
    void writesPagesAsTheRecordsWouldBe() throws IOException {
        var items = List.of(
                new ObservationView(DEVICE, "power", "attribute", 12.5e-7, "W", TIME, TIME),
                new ObservationView(DEVICE, "mode", "status", "\"high\"\n,\u00e9\ud83d\ude00", null, TIME, null),
                new ObservationView(DEVICE, "on", "status", true, null, TIME, TIME).stale(true));

        var written = json.readTree(Encoder.page(items, "next"));

        assertThat(written).isEqualTo(json.readTree(json.writeValueAsBytes(new ObservationPage(items, "next"))));
        assertThat(json.readTree(Encoder.page(List.of(), null)))
                .isEqualTo(json.readTree("{\"items\":[],\"next\":null}"));
    }

    @Test
    void writesALineForEach() {
        var items = List.of(
                new ObservationView(DEVICE, "power", "attribute", 12.5, "W", TIME, TIME),
                new ObservationView(DEVICE, "mode", "status", "a \"b\", c", null, TIME, null));

        assertThat(new String(Encoder.lines(Format.CSV, items), UTF_8)).isEqualTo("""
                        01a1fc2b-4420-72ac-8996-874fd1d6ae52,power,attribute,12.5,W,2026-11-21T08:00:00.123456Z,2026-11-21T08:00:00.123456Z
                        01a1fc2b-4420-72ac-8996-874fd1d6ae52,mode,status,"a ""b"", c",,2026-11-21T08:00:00.123456Z,
                        """.replace("\n", "\r\n"));
        assertThat(new String(Encoder.lines(Format.NDJSON, items), UTF_8).split("\n"))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(json.readTree(line).path("deviceId").asText())
                                .isEqualTo(DEVICE.toString()));
    }
}
