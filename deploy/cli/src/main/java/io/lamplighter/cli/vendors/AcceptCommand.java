package io.lamplighter.cli.vendors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Text;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "accept",
        description = "Registers what was found.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  vendors accept shelly 'Porch light' --location porch --label room=porch",
            "  vendors accept hue --all"
        })
final class AcceptCommand extends EdgeCommand {
    @Parameters(index = "0", paramLabel = "VENDOR", description = "its key, such as shelly")
    private String vendor;

    @Parameters(index = "1..*", paramLabel = "WHICH", description = "names or ids of what was found")
    private List<String> which = List.of();

    @Option(names = "--all", description = "all that nobody has decided about")
    private boolean all;

    @Option(names = "--name", paramLabel = "NAME", description = "what people will call it")
    private String name;

    @Option(names = "--type", paramLabel = "TYPE", description = "another type than the vendor says")
    private String type;

    @Option(names = "--location", paramLabel = "NAME", description = "the room or place")
    private String location;

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "a label for selectors; repeatable")
    private Map<String, String> labels = Map.of();

    @Option(names = "--disabled", description = "tasks are not run against it yet")
    private boolean disabled;

    @Override
    public Integer call() {
        if (all == !which.isEmpty()) {
            throw new MistakeException("Which? Name what was found, or say --all");
        }
        var chosen = all
                ? edge().all(Discovered.path(vendor), Query.none().with("state", "found"))
                : Discovered.named(edge(), vendor, which);
        if (name != null && chosen.size() > 1) {
            throw new MistakeException("--name: " + chosen.size() + " devices cannot all be called " + name);
        }
        chosen.forEach(this::accept);
        return DONE;
    }

    private void accept(JsonNode found) {
        var device =
                edge().post(Discovered.path(vendor) + "/" + found.path("id").asText() + "/accept", request());
        if (asJson()) {
            print(device);
        } else {
            out().printf("Registered %s as %s%n", Text.of(device.path("name")), Text.of(device.path("id")));
        }
    }

    private ObjectNode request() {
        var request = JsonNodeFactory.instance.objectNode().put("enabled", !disabled);
        put(request, "name", name);
        put(request, "type", type);
        put(request, "location", location);
        labels.forEach(request.putObject("labels")::put);
        return request;
    }

    private static void put(ObjectNode object, String field, String value) {
        if (value != null) {
            object.put(field, value);
        }
    }
}
