package io.lamplighter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private static final Instant BEGIN = Instant.parse("2026-11-21T02:00:05Z");

    @Test
    void knowsWhenItWasDue() {
        assertThat(PollCommand.due(BEGIN, BEGIN.plusSeconds(25)))
                .containsExactly(
                        Instant.parse("2026-11-21T02:00:10Z"),
                        Instant.parse("2026-11-21T02:00:20Z"),
                        Instant.parse("2026-11-21T02:00:30Z"));
    }

    @Test
    void findsWhatWasMissedDoubledAndLate() {
        var interactions = Stream.of("02:00:00", "02:00:10", "02:00:10", "02:00:40")
                .map(time -> json("{\"dueAt\":\"2026-11-21T" + time + "Z\"}"))
                .toList();
        var runs = List.of(
                run("a", "succeeded", "02:00:10", "02:00:10.020", "02:00:11"),
                run("a", "succeeded", "02:00:10", "02:00:10.020", "02:00:12"),
                run("b", "failed", "02:00:10", "02:00:10.040", "02:00:13"),
                run("a", "succeeded", "02:00:00", "02:00:05", "02:00:09"));

        var rounds = new Rounds(PollCommand.due(BEGIN, BEGIN.plusSeconds(25)), interactions, runs);

        assertThat(rounds.firings()).isEqualTo(2);
        assertThat(rounds.missed()).isEqualTo(2);
        assertThat(rounds.doubled()).isEqualTo(1);
        assertThat(rounds.doubledRuns()).isEqualTo(1);
        assertThat(rounds.states()).isEqualTo(Map.of("succeeded", 2L, "failed", 1L));
        assertThat(rounds.lateness().percentile(50)).isEqualTo("20.0 ms");
        assertThat(rounds.rounds().max()).startsWith("300");
    }

    private static JsonNode run(String device, String state, String due, String started, String ended) {
        return json("""
                {"deviceId":"%s","state":"%s","dueAt":"2026-11-21T%sZ","startedAt":"2026-11-21T%sZ","endedAt":"2026-11-21T%sZ"}""".formatted(device, state, due, started, ended));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException failure) {
            throw new AssertionError(failure);
        }
    }
}
