package io.lamplighter.cli.observations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/** Observations that are sent together, and from which line each came. */
final class Chunk {
    private final ArrayNode body = JsonNodeFactory.instance.arrayNode();
    private final List<Long> lines = new ArrayList<>();

    void add(long line, JsonNode observation) {
        lines.add(line);
        var _ = body.add(observation);
    }

    int size() {
        return lines.size();
    }

    ArrayNode body() {
        return body;
    }

    long firstLine() {
        return lines.getFirst();
    }

    long line(int index) {
        return lines.get(index);
    }
}
