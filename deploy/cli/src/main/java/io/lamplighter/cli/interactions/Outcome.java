package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Format;
import io.lamplighter.cli.output.Listing;
import io.lamplighter.cli.output.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What became of an interaction: the result of each run where there are few, the first that did not succeed where there are
 * many, and the counts.
 */
final class Outcome {
    private static final Set<String> GOOD = Set.of("succeeded", "acknowledged");
    private static final List<String> BAD = List.of("failed", "timed_out", "expired", "cancelled", "skipped");
    private static final int FEW = 100;

    private final DeviceFinder finder;
    private final JsonNode interaction;
    private final List<JsonNode> runs;
    private final long count;

    private Outcome(DeviceFinder finder, JsonNode interaction, List<JsonNode> runs, long count) {
        this.finder = finder;
        this.interaction = interaction;
        this.runs = runs;
        this.count = count;
    }

    static Outcome of(JsonNode interaction, Edge edge, DeviceFinder finder) {
        var counted = interaction
                .path("runs")
                .valueStream()
                .mapToLong(JsonNode::asLong)
                .sum();
        var runs = new ArrayList<JsonNode>();
        if (counted > FEW) {
            BAD.forEach(state -> runs.addAll(read(edge, interaction, state, FEW - runs.size())));
        } else {
            runs.addAll(read(edge, interaction, null, Long.MAX_VALUE));
        }
        finder.learnNames(runs);
        return new Outcome(finder, interaction, runs, Math.max(counted, runs.size()));
    }

    /** Whether every run succeeded or was acknowledged, and there was one. */
    boolean isGood() {
        return count > 0 && !InteractionStarter.isRunning(interaction) && good() == count;
    }

    /** The interaction with the runs that were read. */
    JsonNode json() {
        var answer = JsonNodeFactory.instance.objectNode();
        answer.set("interaction", interaction);
        answer.putArray("runs").addAll(runs);
        return answer;
    }

    void print(PrintWriter out, PrintWriter err, Format format) {
        var listing = new Listing(
                out,
                format,
                List.of(
                        Column.shown("DEVICE", "/deviceId", id -> finder.nameOf(id.asText())),
                        Column.of("STATE", "/state"),
                        Column.made("TOOK", "took", Runs::took),
                        Column.made("RESULT", "result", Runs::outcome)));
        try (listing) {
            runs.forEach(listing::add);
        }
        interaction.path("warnings").forEach(warning -> err.println("Warning: " + Text.of(warning.path("detail"))));
        conclude(format == Format.TABLE ? out : err, err);
    }

    private void conclude(PrintWriter out, PrintWriter err) {
        if (InteractionStarter.isRunning(interaction)) {
            err.printf(
                    "It still runs; see ./lamplighter runs --interaction %s%n",
                    interaction.path("id").asText());
        } else if (interaction.hasNonNull("error")) {
            err.println(Runs.error(interaction));
        } else if (count == 0) {
            err.println("No enabled device matches");
        } else {
            out.printf("%,d of %,d succeeded%s%n", good(), count, good() == count ? "" : more());
        }
    }

    private String more() {
        var id = interaction.path("id").asText();
        return count > FEW
                ? " (%s); ./lamplighter runs --interaction %s lists them, ./lamplighter interactions rerun %s does the rest again"
                        .formatted(Runs.counts(interaction), id, id)
                : "";
    }

    private long good() {
        return count > FEW
                ? GOOD.stream()
                        .mapToLong(state -> interaction.path("runs").path(state).asLong())
                        .sum()
                : runs.stream()
                        .filter(run -> GOOD.contains(run.path("state").asText()))
                        .count();
    }

    private static List<JsonNode> read(Edge edge, JsonNode interaction, String state, long most) {
        return most <= 0
                ? List.of()
                : edge.first(
                        "/api/runs",
                        Query.none()
                                .with("interaction", interaction.path("id").asText())
                                .with("state", state),
                        most);
    }
}
