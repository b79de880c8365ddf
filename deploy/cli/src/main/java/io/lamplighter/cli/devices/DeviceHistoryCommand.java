package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "history", description = "Shows who changed what of a device and when, the newest first.")
final class DeviceHistoryCommand extends EdgeCommand {
    @Parameters(paramLabel = "NAME-OR-ID", description = "the device; by its id if it was removed")
    private String device;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "50",
            description = "at most this many (${DEFAULT-VALUE})")
    private int limit;

    @Override
    public Integer call() {
        var id = new DeviceFinder(edge()).idOf(device);
        var listing = listing(
                Column.time("WHEN", "/at"),
                Column.of("WHO", "/by"),
                Column.of("DID", "/action"),
                new Column("WHAT", "changes", DeviceHistoryCommand::shown, DeviceHistoryCommand::changes),
                Column.of("VERSION", "/version"));
        try (listing) {
            edge().pages("/api/devices/" + id + "/history", Query.none(), limit, page -> page.forEach(listing::add));
        }
        return DONE;
    }

    /** Who registers a device gives all of it: that is no news. */
    private static String shown(JsonNode change) {
        return "create".equals(change.path("action").asText()) ? "-" : changes(change);
    }

    private static String changes(JsonNode change) {
        var fields = change.path("changes")
                .valueStream()
                .map(field -> "%s: %s -> %s"
                        .formatted(
                                Text.of(field.path("field")), Text.of(field.path("from")), Text.of(field.path("to"))))
                .collect(Collectors.joining("; "));
        return fields.isEmpty() ? "-" : fields;
    }
}
