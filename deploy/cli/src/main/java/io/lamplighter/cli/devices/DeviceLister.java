package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.output.Column;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the registry. */
abstract class DeviceLister extends EdgeCommand {
    @Mixin
    private DeviceFilter filter;

    @Option(
            names = "--sort",
            paramLabel = "FIELD",
            description = "by this field, such as name, or -updatedAt for the newest first (by id)")
    private String sort;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "9223372036854775807",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "at most this many (all)")
    private long limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new MistakeException("--limit " + limit + ": must be at least 1");
        }
        var query = filter.query(new DeviceFinder(edge())).with("sort", sort);
        var listing = listing(
                Column.of("NAME", "/name"),
                Column.of("TYPE", "/type"),
                Column.of("LOCATION", "/location/name"),
                Column.of("VENDOR", "/vendor"),
                new Column("STATE", "enabled", DeviceLister::state, device -> Boolean.toString(isEnabled(device))),
                Column.of("ID", "/id"));
        try (listing) {
            edge().pages("/api/devices", query, limit, page -> page.forEach(listing::add));
        }
        if (listing.count() == 0 && listing.isForPeople()) {
            err().println("There is no such device");
        }
        return DONE;
    }

    static String state(JsonNode device) {
        return device.hasNonNull("missingSince") ? "missing" : isEnabled(device) ? "enabled" : "disabled";
    }

    private static boolean isEnabled(JsonNode device) {
        return device.path("enabled").asBoolean(true);
    }
}
