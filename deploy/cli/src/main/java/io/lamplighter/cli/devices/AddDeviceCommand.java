package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.output.Text;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "add", description = "Registers a device.")
final class AddDeviceCommand extends EdgeCommand {
    @Option(names = "--name", required = true, paramLabel = "NAME", description = "what people call it")
    private String name;

    @Option(names = "--type", required = true, paramLabel = "TYPE", description = "free text, such as plug")
    private String type;

    @Option(names = "--vendor", required = true, paramLabel = "VENDOR", description = "its driver, such as shelly")
    private String vendor;

    @Option(names = "--account", paramLabel = "NAME", description = "the credentials at the vendor (default)")
    private String account;

    @Option(
            names = "--vendor-id",
            required = true,
            paramLabel = "NAME=VALUE",
            description = "what the vendor needs to name it, such as address=192.168.1.20; repeatable")
    private Map<String, String> vendorIds = Map.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "a label for selectors; repeatable")
    private Map<String, String> labels = Map.of();

    @Option(names = "--location", paramLabel = "NAME", description = "the room or place")
    private String location;

    @Option(names = "--disabled", description = "tasks are not run against it yet")
    private boolean disabled;

    @Override
    public Integer call() {
        var device = edge().post("/api/devices", request());
        if (asJson()) {
            print(device);
        } else {
            out().printf("Registered %s as %s%n", Text.of(device.path("name")), Text.of(device.path("id")));
        }
        return DONE;
    }

    private ObjectNode request() {
        var request = JsonNodeFactory.instance
                .objectNode()
                .put("name", name)
                .put("type", type)
                .put("vendor", vendor)
                .put("enabled", !disabled);
        vendorIds.forEach(request.putObject("vendorIds")::put);
        labels.forEach(request.putObject("labels")::put);
        if (account != null) {
            request.put("account", account);
        }
        if (location != null) {
            request.putObject("location").put("name", location);
        }
        return request;
    }
}
