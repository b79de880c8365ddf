package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import java.util.List;
import java.util.stream.Collectors;

/** The tasks that there are. */
final class Tasks {
    private Tasks() {}

    static List<JsonNode> all(Edge edge) {
        return edge.all("/api/tasks", Query.none());
    }

    /** @throws MistakeException when there is none of this name: it lists those that there are */
    static JsonNode named(String name, Edge edge) {
        var tasks = all(edge);
        return tasks.stream()
                .filter(task -> name(task).equals(name))
                .findFirst()
                .orElseThrow(() -> new MistakeException("There is no task named %s; there are: %s"
                        .formatted(name, tasks.stream().map(Tasks::name).collect(Collectors.joining(", ")))));
    }

    private static String name(JsonNode task) {
        return task.path("name").asText();
    }
}
