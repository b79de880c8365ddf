package io.lamplighter.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.output.Text;
import java.io.PrintWriter;
import java.util.List;

/** One line for each change. */
final class FeedPrinter {
    private final PrintWriter out;
    private final boolean asJson;
    private final DeviceFinder finder;
    private final Stream stream;

    FeedPrinter(PrintWriter out, boolean asJson, DeviceFinder finder, Stream stream) {
        this.out = out;
        this.asJson = asJson;
        this.finder = finder;
        this.stream = stream;
    }

    /** @param action create, update or delete; snapshot for what held at the beginning */
    void print(String action, JsonNode item) {
        if (asJson) {
            var line = JsonNodeFactory.instance.objectNode().put("action", action);
            line.put("stream", stream.word()).set("item", item);
            out.println(line);
        } else {
            out.println(line(action, item));
        }
        out.flush();
    }

    /** Whether whoever read the lines has gone. */
    boolean isUnread() {
        return out.checkError();
    }

    private String line(String action, JsonNode item) {
        return switch (stream) {
            case OBSERVATIONS ->
                line(item.path("validAt"), nameOf(item.path("deviceId")), Text.of(item.path("name")), Text.value(item));
            case DEVICES -> {
                finder.remember(List.of(item));
                var state = item.path("enabled").asBoolean(true) ? "" : " (disabled)";
                yield line(
                        item.path("updatedAt"), nameOf(item.path("id")), action, Text.of(item.path("vendor")) + state);
            }
            case RUNS ->
                line(
                        item.path(item.hasNonNull("endedAt") ? "endedAt" : "dueAt"),
                        nameOf(item.path("deviceId")),
                        Text.of(item.path("task")),
                        Text.of(item.path("state")) + error(item.path("error")));
        };
    }

    private static String line(JsonNode time, String device, String what, String value) {
        return "%s  %-24s  %-20s  %s".formatted(Text.clock(time), device, what, value);
    }

    private static String error(JsonNode error) {
        return error.hasNonNull("code") ? " (" + Text.of(error.path("code")) + ")" : "";
    }

    private String nameOf(JsonNode id) {
        return finder.nameOf(id.asText());
    }
}
