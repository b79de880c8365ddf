package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.Query;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Starts an interaction and stays until it has ended. */
final class InteractionStarter {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Edge edge;

    InteractionStarter(Edge edge) {
        this.edge = edge;
    }

    /**
     * The interaction as it ended, or still running when its runs are long past their time.
     *
     * @param timeout how long each run may take
     */
    JsonNode run(ObjectNode request, Duration timeout) {
        var patience = timeout.plusSeconds(1);
        var wait = patience.compareTo(LONGEST_WAIT) < 0 ? patience : LONGEST_WAIT;
        var interaction = edge.post("/api/interactions", request, wait);
        var end = System.nanoTime() + patience.plus(GRACE).toNanos();
        while (isRunning(interaction) && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            interaction = edge.get("/api/interactions/" + interaction.path("id").asText(), Query.none());
        }
        return interaction;
    }

    static boolean isRunning(JsonNode interaction) {
        return "running".equals(interaction.path("state").asText("running"));
    }
}
