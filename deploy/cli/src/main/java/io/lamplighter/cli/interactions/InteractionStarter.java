package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Progress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Starts an interaction and stays until it has ended. */
final class InteractionStarter {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_A_FLEET = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Edge edge;
    private final Progress progress;

    InteractionStarter(Edge edge, Progress progress) {
        this.edge = edge;
        this.progress = progress;
    }

    /**
     * The interaction as it ended, or still running when nothing of it has moved for longer than a run may take.
     *
     * @param timeout how long each run may take
     * @param isFleet whether there may be many runs: then how far it has come is told while it runs
     */
    JsonNode run(ObjectNode request, Duration timeout, boolean isFleet) {
        var patience = timeout.plusSeconds(1);
        var longest = isFleet ? WAIT_FOR_A_FLEET : LONGEST_WAIT;
        var wait = patience.compareTo(longest) < 0 ? patience : longest;
        return follow(edge.post("/api/interactions", request, wait), patience.plus(GRACE));
    }

    /** The same for one that was started already. */
    JsonNode follow(JsonNode started, Duration patience) {
        var interaction = started;
        var moved = System.nanoTime();
        while (isRunning(interaction) && System.nanoTime() - moved < patience.toNanos()) {
            var counts = Runs.counts(interaction);
            progress.tick(() -> counts);
            LockSupport.parkNanos(PAUSE.toNanos());
            interaction = edge.get("/api/interactions/" + interaction.path("id").asText(), Query.none());
            if (!Runs.counts(interaction).equals(counts)) {
                moved = System.nanoTime();
            }
        }
        return interaction;
    }

    static boolean isRunning(JsonNode interaction) {
        return "running".equals(interaction.path("state").asText("running"));
    }
}
