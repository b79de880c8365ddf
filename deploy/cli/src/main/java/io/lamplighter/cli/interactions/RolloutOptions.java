package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** How a large interaction is let loose. */
final class RolloutOptions {
    @Option(names = "--rollout-rate", paramLabel = "COUNT", description = "begin at most this many runs a second")
    private Integer rate;

    @Option(
            names = "--rollout-concurrency",
            paramLabel = "COUNT",
            description = "have at most this many runs under way at one time")
    private Integer concurrency;

    @Option(
            names = "--rollout-abort",
            paramLabel = "PERCENT",
            description = "cancel the rest when more than this share of the ended runs failed")
    private Integer abortAfterFailedPercent;

    @Option(names = "--rollout-canary", paramLabel = "COUNT", description = "let this many go first, and wait for them")
    private Integer canary;

    /** Puts them into the request; none when none is given. */
    void into(ObjectNode request) {
        var rollout = JsonNodeFactory.instance.objectNode();
        put(rollout, "rate", rate);
        put(rollout, "concurrency", concurrency);
        put(rollout, "abortAfterFailedPercent", abortAfterFailedPercent);
        put(rollout, "canary", canary);
        if (!rollout.isEmpty()) {
            request.set("rollout", rollout);
        }
    }

    private static void put(ObjectNode rollout, String field, Integer value) {
        if (value != null) {
            rollout.put(field, value);
        }
    }
}
