package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Collectors;

/** Runs in words. */
final class Runs {
    private Runs() {}

    /** What was observed, or what went wrong. */
    static String outcome(JsonNode run) {
        if (run.hasNonNull("error")) {
            return error(run);
        }
        var observations = run.path("result").path("observations");
        if (observations.isArray() && !observations.isEmpty()) {
            return Text.values(observations);
        }
        return run.path("result").isEmpty() ? "-" : Text.of(run.path("result"));
    }

    /** What went wrong with a run or an interaction. */
    static String error(JsonNode failed) {
        var error = failed.path("error");
        var code = Text.of(error.path("code"));
        return error.hasNonNull("detail") ? code + ": " + Text.of(error.path("detail")) : code;
    }

    /** How many runs of an interaction are in each state. */
    static String counts(JsonNode interaction) {
        var counts = interaction.path("runs").properties().stream()
                .filter(state -> state.getValue().asLong() > 0)
                .map(state ->
                        String.format(Locale.ROOT, "%,d %s", state.getValue().asLong(), state.getKey()))
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no run yet" : counts;
    }

    /** How long it took. */
    static String took(JsonNode run) {
        try {
            var start = Instant.parse(run.path("startedAt").asText());
            var end = Instant.parse(run.path("endedAt").asText());
            return String.format(
                    Locale.ROOT, "%.2f s", Duration.between(start, end).toMillis() / 1000.0);
        } catch (DateTimeParseException notYet) {
            return "-";
        }
    }
}
