package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.edge.Times;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a device and its newest values.")
final class ShowDeviceCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME-OR-ID", description = "the device")
    private String device;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "as it was then, such as 2026-11-21T08:00:00Z; by its id if it was removed or renamed since")
    private String at;

    @Override
    public Integer call() {
        var found = at == null ? new DeviceFinder(edge()).find(device) : then();
        if (asJson()) {
            print(found);
        } else {
            describe(found);
        }
        return DONE;
    }

    private JsonNode then() {
        var id = new DeviceFinder(edge()).idOf(device);
        return edge().get("/api/devices/" + id, Query.none().with("at", Times.utc("--at", at)));
    }

    private void describe(JsonNode found) {
        line("name", Text.of(found.path("name")));
        line("id", Text.of(found.path("id")));
        line("type", Text.of(found.path("type")));
        line("location", location(found.path("location")));
        line("vendor", Text.of(found.path("vendor")) + " / " + Text.of(found.path("account")));
        line("vendor ids", pairs(found.path("vendorIds"), "="));
        line("labels", pairs(found.path("labels"), ":"));
        line("state", DeviceLister.state(found));
        found.path("metadata")
                .properties()
                .forEach(entry -> line("metadata", entry.getKey() + "=" + Text.of(entry.getValue())));
        if (found.hasNonNull("parentId")) {
            line(
                    "parent",
                    new DeviceFinder(edge()).nameOf(found.path("parentId").asText()));
        }
        if (found.hasNonNull("lastSeen")) {
            line("last seen", Text.time(found.path("lastSeen")));
        }
        line("changed", "%s by %s".formatted(Text.time(found.path("updatedAt")), Text.of(found.path("updatedBy"))));
        if (at == null) {
            var id = found.path("id").asText();
            values(edge().all("/api/observations/latest", Query.none().with("device", id)));
        }
    }

    private void values(List<JsonNode> latest) {
        if (latest.isEmpty()) {
            return;
        }
        out().println();
        var table = Table.of("SERIES", "VALUE", "AT");
        latest.stream()
                .sorted(Comparator.comparing(value -> value.path("name").asText()))
                .forEach(value ->
                        table.add(Text.of(value.path("name")), Text.value(value), Text.time(value.path("validAt"))));
        table.print(out());
    }

    private void line(String what, String text) {
        out().printf("%-10s  %s%n", what, text);
    }

    private static String location(JsonNode location) {
        var name = Text.of(location.path("name"));
        return location.hasNonNull("latitude")
                ? "%s (%s, %s)".formatted(name, Text.of(location.path("latitude")), Text.of(location.path("longitude")))
                : name;
    }

    private static String pairs(JsonNode map, String between) {
        return map.isEmpty()
                ? "-"
                : map.properties().stream()
                        .map(entry -> entry.getKey() + between + Text.of(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
