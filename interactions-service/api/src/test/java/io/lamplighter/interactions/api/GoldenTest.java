package io.lamplighter.interactions.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The records that travel on topics, as they have been written since the first release. */
class GoldenTest {
    private final ObjectMapper mapper = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private <T> T readsAndWrites(String name, Class<T> type) throws IOException {
        try (var file = GoldenTest.class.getResourceAsStream("/golden/" + name + ".json")) {
            var golden = mapper.readTree(file);
            var value = mapper.treeToValue(golden, type);
            assertThat(mapper.readTree(mapper.writeValueAsBytes(value))).isEqualTo(golden);
            return value;
        }
    }

    @Test
    void readsAndWritesACommand() throws IOException {
        var command = readsAndWrites("command", Command.class);

        assertThat(command.arguments()).isEqualTo(Map.of("name", "on", "value", true));
    }

    @Test
    void readsAndWritesARun() throws IOException {
        assertThat(readsAndWrites("run-view", RunView.class).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(readsAndWrites("run-view-failed", RunView.class).error().code())
                .isEqualTo("deadline_passed");
    }

    @Test
    void writesEachStateByItsWord() throws IOException {
        for (var state : RunState.values()) {
            assertThat(mapper.writeValueAsString(state)).isEqualTo('"' + state.word() + '"');
        }
        for (var state : InteractionState.values()) {
            assertThat(mapper.writeValueAsString(state)).isEqualTo('"' + state.word() + '"');
        }
        assertThat(Arrays.stream(RunState.values()).filter(state -> !state.hasEnded()))
                .containsExactly(RunState.SCHEDULED, RunState.DISPATCHED);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() throws IOException {
        var command = mapper.readValue(
                "{\"runId\":\"019aa000-0000-7000-8000-000000000001\",\"deviceId\":\"019aa000-0000-7000-8000-000000000003\","
                        + "\"task\":\"pull_all\",\"deadline\":\"2026-11-21T10:00:10Z\",\"later\":1}",
                Command.class);

        assertThat(command.arguments()).isEmpty();
    }
}
