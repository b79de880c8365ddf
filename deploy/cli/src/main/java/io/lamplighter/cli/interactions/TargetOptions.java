package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.devices.DeviceFinder;
import io.lamplighter.cli.edge.MistakeException;
import java.util.ArrayList;
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

    @Option(names = "--type", paramLabel = "TYPE", description = "all enabled devices of this type")
    private String type;

    @Option(
            names = "--label",
            paramLabel = "KEY:VALUE",
            description = "all enabled devices with this label; repeatable: they need all of them")
    private List<String> labels = List.of();

    @Option(
            names = "--labels",
            paramLabel = "EXPRESSION",
            description = "all enabled devices whose labels fit, such as 'room in (kitchen,hall), !retired'")
    private String expression;

    @Option(names = "--group", paramLabel = "NAME", description = "the enabled devices of this group")
    private String group;

    @Option(names = "--all", description = "all enabled devices")
    private boolean all;

    @Option(names = "--confirm", description = "it is meant: needed where a task changes every device there is")
    private boolean confirm;

    /** @throws MistakeException when none or several ways are used, or a device is unknown or ambiguous */
    ObjectNode target(DeviceFinder finder) {
        var ways = (devices.isEmpty() ? 0 : 1) + (selects() ? 1 : 0) + (group == null ? 0 : 1);
        if (ways == 0) {
            throw new MistakeException(
                    "Which devices? Give --device NAME-OR-ID, --label KEY:VALUE, --labels EXPRESSION, --vendor VENDOR, --type TYPE, --group NAME or --all");
        }
        if (ways > 1) {
            throw new MistakeException(
                    "--device cannot be combined with --group, nor one of them with --vendor, --type, --label, --labels or --all");
        }
        var target = group != null
                ? JsonNodeFactory.instance.objectNode().put("group", group)
                : selects() ? selector() : byId(finder);
        return confirm ? target.put("confirm", true) : target;
    }

    /** Whether it may be a whole fleet. */
    boolean isFleet() {
        return devices.isEmpty();
    }

    /** The target in words. */
    String described(DeviceFinder finder, ObjectNode target) {
        if (target.has("devices")) {
            var names = target.get("devices").valueStream().map(id -> finder.nameOf(id.asText()));
            return names.collect(Collectors.joining(", "));
        }
        if (group != null) {
            return "the group " + group;
        }
        var conditions = new ArrayList<>(labels);
        if (expression != null) {
            conditions.add(expression);
        }
        return "all enabled "
                + (type == null ? "devices" : type + " devices")
                + (vendor == null ? "" : " of " + vendor)
                + (conditions.isEmpty() ? "" : " with " + String.join(" and ", conditions));
    }

    private boolean selects() {
        return all || vendor != null || type != null || expression != null || !labels.isEmpty();
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
        if (type != null) {
            selector.put("type", type);
        }
        if (!labels.isEmpty()) {
            var required = selector.putObject("labels");
            labels.forEach(label -> addLabel(required, label));
        }
        if (expression != null) {
            selector.put("expression", expression);
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
