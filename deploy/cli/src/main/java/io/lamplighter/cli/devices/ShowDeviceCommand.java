package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Shows a device and its newest values.")
final class ShowDeviceCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME-OR-ID", description = "the device")
    private String device;

    @Override
    public Integer call() {
        var found = new DeviceFinder(edge()).find(device);
        if (asJson()) {
            print(found);
        } else {
            describe(found);
        }
        return DONE;
    }

    private void describe(JsonNode found) {
        line("name", Text.of(found.path("name")));
        line("id", Text.of(found.path("id")));
        line("type", Text.of(found.path("type")));
        line("location", Text.of(found.path("location").path("name")));
        line("vendor", Text.of(found.path("vendor")) + " / " + Text.of(found.path("account")));
        line("vendor ids", pairs(found.path("vendorIds"), "="));
        line("labels", pairs(found.path("labels"), ":"));
        line("state", DevicesCommand.state(found));
        line("changed", "%s by %s".formatted(Text.time(found.path("updatedAt")), Text.of(found.path("updatedBy"))));
        var id = found.path("id").asText();
        values(edge().all("/api/observations/latest", Query.none().with("device", id)));
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

    private static String pairs(JsonNode map, String between) {
        return map.isEmpty()
                ? "-"
                : map.properties().stream()
                        .map(entry -> entry.getKey() + between + Text.of(entry.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
