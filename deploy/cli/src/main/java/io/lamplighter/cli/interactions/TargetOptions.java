package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.MistakeException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which devices. */
final class TargetOptions {
    @Option(
            names = "--device",
            paramLabel = "NAME-OR-ID",
            description = "a device by its id, or by its exact name in whatever case; repeatable")
    private List<String> devices = List.of();

    @Option(names = "--vendor", paramLabel = "VENDOR", description = "all enabled devices of this vendor")
    private String vendor;

    @Option(
            names = "--label",
            paramLabel = "KEY:VALUE",
            description = "all enabled devices with this label; repeatable: they need all of them")
    private List<String> labels = List.of();

    @Option(names = "--all", description = "all enabled devices")
    private boolean all;

    /** @throws MistakeException when none or both ways are used, or a device is unknown or ambiguous */
    ObjectNode target(DeviceFinder finder) {
        var selects = all || vendor != null || !labels.isEmpty();
        if (selects == devices.isEmpty()) {
            return selects ? selector() : byId(finder);
        }
        throw new MistakeException(
                selects
                        ? "--device cannot be combined with --vendor, --label or --all"
                        : "Which devices? Give --device NAME-OR-ID, --vendor VENDOR, --label KEY:VALUE or --all");
    }

    /** The target in words. */
    String described(DeviceFinder finder, ObjectNode target) {
        if (target.has("devices")) {
            var names = target.get("devices").valueStream().map(id -> finder.nameOf(id.asText()));
            return names.collect(Collectors.joining(", "));
        }
        var words = new StringBuilder("all enabled devices");
        if (vendor != null) {
            words.append(" of ").append(vendor);
        }
        return labels.isEmpty() ? words.toString() : words + " with " + String.join(" and ", labels);
    }

    private ObjectNode byId(DeviceFinder finder) {
        var target = JsonNodeFactory.instance.objectNode();
        var ids = target.putArray("devices");
        devices.stream()
                .map(device -> finder.find(device).path("id").asText())
                .distinct()
                .forEach(ids::add);
        return target;
    }

    private ObjectNode selector() {
        var target = JsonNodeFactory.instance.objectNode();
        var selector = target.putObject("selector");
        if (vendor != null) {
            selector.put("vendor", vendor);
        }
        if (!labels.isEmpty()) {
            var required = selector.putObject("labels");
            labels.forEach(label -> addLabel(required, label));
        }
        return target;
    }

    private static void addLabel(ObjectNode required, String label) {
        var colon = label.indexOf(':');
        if (colon < 1 || colon == label.length() - 1) {
            throw new MistakeException("--label " + label + ": must be key:value");
        }
        required.put(label.substring(0, colon), label.substring(colon + 1));
    }
}
