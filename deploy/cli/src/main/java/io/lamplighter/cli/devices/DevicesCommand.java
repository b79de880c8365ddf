package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Table;
import io.lamplighter.cli.output.Text;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the registry. */
@Command(
        name = "devices",
        description = "Lists the devices, or shows, adds and removes one.",
        subcommands = {ShowDeviceCommand.class, AddDeviceCommand.class, RemoveDeviceCommand.class})
public final class DevicesCommand extends EdgeCommand {
    @Option(names = "--vendor", paramLabel = "VENDOR", description = "only devices of this vendor, such as shelly")
    private String vendor;

    @Option(
            names = "--label",
            paramLabel = "KEY:VALUE",
            description = "only devices with this label; repeatable: they need all of them")
    private List<String> labels = List.of();

    @Option(names = "--q", paramLabel = "TEXT", description = "only devices that match this text")
    private String text;

    @Override
    public Integer call() {
        var query =
                Query.none().with("vendor", vendor).withEach("label", labels).with("q", text);
        var devices = edge().all("/api/devices", query);
        if (asJson()) {
            print(JsonNodeFactory.instance.arrayNode().addAll(devices));
        } else if (devices.isEmpty()) {
            err().println("There is no such device");
        } else {
            tabulate(devices);
        }
        return DONE;
    }

    private void tabulate(List<JsonNode> devices) {
        var table = Table.of("NAME", "TYPE", "LOCATION", "VENDOR", "STATE", "ID");
        for (var device : devices) {
            table.add(
                    Text.of(device.path("name")),
                    Text.of(device.path("type")),
                    Text.of(device.path("location").path("name")),
                    Text.of(device.path("vendor")),
                    state(device),
                    Text.of(device.path("id")));
        }
        table.print(out());
    }

    static String state(JsonNode device) {
        return device.path("enabled").asBoolean(true) ? "enabled" : "disabled";
    }
}
