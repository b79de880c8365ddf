package io.lamplighter.cli.devices;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.EdgeCommand;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.output.Text;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "set",
        description = "Changes some properties of a device, unless somebody else changes it at the same moment.",
        footerHeading = "%nFor example:%n",
        footer = {
            "  devices set \"Kitchen plug\" --name \"Hall plug\" --label room=hall --remove-label demo",
            "  devices set \"Kitchen plug\" --patch '{\"metadata\":{\"bought\":\"2026-11-02\"},\"parentId\":null}'"
        })
final class SetDeviceCommand extends EdgeCommand {

    @Parameters(paramLabel = "NAME-OR-ID", description = "the device")
    private String device;

    @Option(names = "--name", paramLabel = "NAME", description = "what people call it")
    private String name;

    @Option(names = "--type", paramLabel = "TYPE", description = "free text, such as plug")
    private String type;

    @Option(names = "--location", paramLabel = "NAME", description = "the room or place")
    private String location;

    @Option(names = "--enabled", paramLabel = "true|false", arity = "1", description = "whether tasks run against it")
    private Boolean enabled;

    @Option(names = "--parent", paramLabel = "NAME-OR-ID", description = "what it hangs on")
    private String parent;

    @Option(names = "--vendor-id", paramLabel = "NAME=VALUE", description = "what the vendor calls it; repeatable")
    private Map<String, String> vendorIds = Map.of();

    @Option(names = "--label", paramLabel = "KEY=VALUE", description = "a label; repeatable")
    private Map<String, String> labels = Map.of();

    @Option(names = "--remove-label", paramLabel = "KEY", description = "takes a label away; repeatable")
    private List<String> removed = List.of();

    @Option(names = "--patch", paramLabel = "JSON", description = "anything else, as a merge patch (RFC 7396)")
    private String patch;

    @Override
    public Integer call() {
        var finder = new DeviceFinder(edge());
        var found = finder.find(device);
        var wanted = patch(finder);
        var version = found.path("version");
        var changed = edge().patch(
                        "/api/devices/" + found.path("id").asText(),
                        wanted,
                        version.isIntegralNumber() ? version.asLong() : null);
        report(found, changed);
        return DONE;
    }

    private ObjectNode patch(DeviceFinder finder) {
        var wanted = patch == null ? JsonNodeFactory.instance.objectNode() : json(patch);
        put(wanted, "name", name);
        put(wanted, "type", type);
        if (location != null) {
            wanted.withObject("/location").put("name", location);
        }
        if (enabled != null) {
            wanted.put("enabled", enabled);
        }
        if (parent != null) {
            wanted.put("parentId", finder.find(parent).path("id").asText());
        }
        vendorIds.forEach((key, value) -> wanted.withObject("/vendorIds").put(key, value));
        labels.forEach((key, value) -> wanted.withObject("/labels").put(key, value));
        removed.forEach(key -> wanted.withObject("/labels").putNull(key));
        if (wanted.isEmpty()) {
            throw new MistakeException("Set what? Give --name, --label KEY=VALUE, --enabled false, --patch JSON ...");
        }
        return wanted;
    }

    private void report(JsonNode before, JsonNode after) {
        if (asJson()) {
            print(after);
            return;
        }
        var differences = after.properties().stream()
                .filter(field -> !List.of("version", "updatedAt", "updatedBy").contains(field.getKey()))
                .filter(field -> !field.getValue().equals(before.path(field.getKey())))
                .map(field -> "  %s: %s -> %s%n"
                        .formatted(field.getKey(), Text.of(before.path(field.getKey())), Text.of(field.getValue())))
                .collect(Collectors.joining());
        out().printf(differences.isEmpty() ? "%s is so already%n" : "Changed %s%n", Text.of(after.path("name")));
        out().print(differences);
    }

    private static void put(ObjectNode wanted, String field, String value) {
        if (value != null) {
            wanted.put(field, value);
        }
    }

    private static ObjectNode json(String text) {
        try {
            if (new ObjectMapper().readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException unreadable) {
            // told below
        }
        throw new MistakeException("--patch " + text + ": must be a JSON object");
    }
}
