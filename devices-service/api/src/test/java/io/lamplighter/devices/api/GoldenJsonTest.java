package io.lamplighter.devices.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class GoldenJsonTest {
    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final DeviceView device = new DeviceView(
            UUID.fromString("019aa3f0-7c51-7d6e-9b7a-3c1f0a5e2d41"),
            "Thermostat",
            "thermostat",
            "hue",
            "default",
            Map.of("serial", "A1", "bridge", "10.0.0.2"),
            new Location("Kitchen", 41.9, 12.5, "Europe/Rome"),
            Map.of("room", "kitchen", "floor", "1"),
            true,
            Instant.parse("2026-11-21T02:30:00.000001Z"),
            Instant.parse("2026-11-21T02:31:00.5Z"),
            2,
            "ada",
            Map.of("purchase", Map.of("year", 2024)),
            UUID.fromString("019aa3f0-7c51-7d6e-9b7a-3c1f0a5e2d42"),
            Instant.parse("2026-11-01T00:00:00Z"),
            Instant.parse("2026-11-21T02:00:00.25Z"),
            Instant.parse("2026-11-21T02:31:00.5Z"));

    @Test
    void writesADeviceAsEverybodyKnowsIt() throws IOException {
        assertThat(json.valueToTree(device).toPrettyString()).isEqualTo(golden().toPrettyString());
    }

    @Test
    void readsADeviceAsItWasWritten() throws IOException {
        assertThat(json.treeToValue(golden(), DeviceView.class)).isEqualTo(device);
    }

    @Test
    void readsADeviceOfALaterTime() throws IOException {
        assertThat(json.treeToValue(golden().put("colour", "red"), DeviceView.class))
                .isEqualTo(device);
    }

    @Test
    void readsADeviceOfAnEarlierTime() throws IOException {
        var earlier = golden().remove(List.of("metadata", "parentId", "firstSeen", "lastSeen", "missingSince"));

        assertThat(json.treeToValue(earlier, DeviceView.class))
                .extracting(DeviceView::metadata, DeviceView::parentId, DeviceView::missingSince)
                .containsExactly(Map.of(), null, null);
    }

    private ObjectNode golden() throws IOException {
        try (var file = getClass().getResourceAsStream("/golden/device-view.json")) {
            return (ObjectNode) json.readTree(file);
        }
    }
}
