package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.edge.Scalar;
import io.lamplighter.cli.output.Column;
import io.lamplighter.cli.output.Text;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Values that devices keep. Without a subcommand it lists them. */
@Command(
        name = "ensures",
        description = "Lists the values that devices are kept at, what is wanted beside what is reported.",
        subcommands = {EnsuresCommand.Add.class, EnsuresCommand.Remove.class})
public final class EnsuresCommand extends EdgeCommand {
    private static final String ENSURES = "/api/ensures";

    @Option(names = "--device", paramLabel = "NAME-OR-ID", description = "only of this device")
    private String device;

    @Option(names = "--state", paramLabel = "STATE", description = "only in this state, such as drifted")
    private String state;

    @Override
    public Integer call() {
        var finder = new DeviceFinder(edge());
        var query = Query.none()
                .with(
                        "device",
                        device == null ? null : finder.find(device).path("id").asText())
                .with("state", state);
        var listing = listing(
                Column.shown("DEVICE", "/deviceId", id -> finder.nameOf(id.asText())),
                Column.of("NAME", "/name"),
                Column.of("WANTED", "/desired/value"),
                Column.of("REPORTED", "/reported/value"),
                Column.of("STATE", "/state"),
                Column.of("SETS", "/sets"),
                Column.of("DRIFTS", "/drifts"),
                Column.of("BY", "/requestedBy"),
                Column.of("ID", "/id"));
        try (listing) {
            edge().pages(ENSURES, query, Long.MAX_VALUE, page -> page.forEach(listing::add));
        }
        return DONE;
    }

    @Command(
            name = "add",
            description = "Keeps a device at a value until that is withdrawn.",
            footerHeading = "%nFor example:%n",
            footer = "  ensures add \"Freezer plug\" on=true")
    static final class Add extends EdgeCommand {
        @Parameters(index = "0", paramLabel = "NAME-OR-ID", description = "the device")
        private String device;

        @Parameters(index = "1", paramLabel = "NAME=VALUE", description = "what it is kept at, such as on=true")
        private String value;

        @Option(names = "--tolerance", paramLabel = "NUMBER", description = "how far a number may be off (0)")
        private Double tolerance;

        @Option(
                names = "--at-most-every",
                paramLabel = "DURATION",
                converter = Durations.class,
                description = "set it not more often than this (30 s)")
        private Duration atMostEvery;

        @Override
        public Integer call() {
            var equals = value.indexOf('=');
            if (equals < 1) {
                throw new MistakeException(value + ": must be name=value, such as on=true");
            }
            var found = new DeviceFinder(edge()).find(device);
            var request = JsonNodeFactory.instance
                    .objectNode()
                    .put("deviceId", found.path("id").asText())
                    .put("name", value.substring(0, equals));
            request.set("value", Scalar.of(value.substring(equals + 1)));
            if (tolerance != null) {
                request.put("tolerance", tolerance);
            }
            if (atMostEvery != null) {
                request.put("atMostEvery", atMostEvery.toString());
            }
            tell(found, edge().post(ENSURES, request));
            return DONE;
        }

        private void tell(JsonNode found, JsonNode made) {
            out().printf("Keeping %s at %s (%s)%n", Text.of(found.path("name")), value, Text.of(made.path("id")));
        }
    }

    @Command(name = "remove", description = "Withdraws what was wanted; the device stays as it is.")
    static final class Remove extends EdgeCommand {
        @Parameters(paramLabel = "ID", arity = "1..*", description = "of what ensures lists")
        private List<String> ids;

        @Override
        public Integer call() {
            ids.forEach(id -> {
                edge().delete(ENSURES + "/" + id);
                out().println("Withdrawn " + id);
            });
            return DONE;
        }
    }
}
