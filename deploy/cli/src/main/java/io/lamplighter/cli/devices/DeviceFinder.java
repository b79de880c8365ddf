package io.lamplighter.cli.devices;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.cli.edge.Edge;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.ProblemException;
import io.lamplighter.cli.edge.Query;
import io.lamplighter.cli.output.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Finds devices by what people call them, and tells what people call a device. */
public final class DeviceFinder {
    private static final String DEVICES = "/api/devices";
    private static final int NOT_FOUND = 404;
    private static final int SUGGESTIONS = 10;
    private static final int MOST_NAMES = 1000;
    private static final int FEW = 3;
    private static final int AT_ONCE = 100;

    private final Edge edge;
    private final Map<String, String> names = new HashMap<>();

    /** @param edge where to ask */
    public DeviceFinder(Edge edge) {
        this.edge = edge;
    }

    /**
     * The one device with this id, or with exactly this name in whatever case.
     *
     * @throws MistakeException when there is none, or more than one: it lists the candidates
     */
    public JsonNode find(String nameOrId) {
        var device = isId(nameOrId) ? byId(nameOrId) : byName(nameOrId);
        remember(List.of(device));
        return device;
    }

    /** The id of the device with this name; an id itself is not looked up. */
    String idOf(String nameOrId) {
        return isId(nameOrId) ? nameOrId : byName(nameOrId).path("id").asText();
    }

    /** The name of the device with this id, or the id itself where the registry knows none. */
    public String nameOf(String id) {
        return names.computeIfAbsent(id, this::askedName);
    }

    /** Asks for the names of the first devices at once, so that {@link #nameOf} need not ask for each. */
    public void learnNames() {
        remember(edge.first(DEVICES, Query.none(), MOST_NAMES));
    }

    /** Asks for the names of the devices that these items are about, in as few requests as it takes. */
    public void learnNames(List<JsonNode> items) {
        var unknown = items.stream()
                .map(item -> item.path("deviceId").asText())
                .filter(id -> isId(id) && !names.containsKey(id))
                .distinct()
                .toList();
        for (var from = 0; from < unknown.size() && unknown.size() > FEW; from += AT_ONCE) {
            var some = unknown.subList(from, Math.min(unknown.size(), from + AT_ONCE));
            remember(edge.all(DEVICES, Query.none().withEach("id", some)));
            some.forEach(id -> names.putIfAbsent(id, id));
        }
    }

    /** From now on these devices have these names; a device without one, such as a deleted one, keeps the one it had. */
    public void remember(List<JsonNode> devices) {
        devices.stream()
                .filter(device -> device.hasNonNull("name"))
                .forEach(device -> names.put(device.path("id").asText(), Text.of(device.path("name"))));
    }

    private JsonNode byId(String id) {
        try {
            return edge.get(DEVICES + "/" + id, Query.none());
        } catch (ProblemException problem) {
            if (problem.status() == NOT_FOUND) {
                throw new MistakeException("There is no device with the id " + id);
            }
            throw problem;
        }
    }

    private JsonNode byName(String name) {
        var named = called(name, edge.first(DEVICES, Query.none().with("q", name), MOST_NAMES));
        if (named.size() == 1) {
            return named.getFirst();
        }
        throw named.isEmpty() ? unknown(name) : ambiguous(name, named);
    }

    private static List<JsonNode> called(String name, List<JsonNode> devices) {
        return devices.stream()
                .filter(device -> device.path("name").asText().equalsIgnoreCase(name))
                .toList();
    }

    private MistakeException unknown(String name) {
        var similar = edge.first(DEVICES, Query.none(), MOST_NAMES).stream()
                .filter(device -> isSimilar(device.path("name").asText(), name))
                .limit(SUGGESTIONS)
                .toList();
        var hint = similar.isEmpty() ? "; ./lamplighter devices lists them" : "; there are:" + listed(similar);
        return new MistakeException("There is no device named " + name + hint);
    }

    private static MistakeException ambiguous(String name, List<JsonNode> named) {
        return new MistakeException(
                named.size() + " devices are named " + name + "; give the id of one:" + listed(named));
    }

    private static String listed(List<JsonNode> devices) {
        return devices.stream()
                .map(device -> "%n  %s  %s  %s"
                        .formatted(
                                device.path("id").asText(),
                                Text.of(device.path("name")),
                                Text.of(device.path("location").path("name"))))
                .collect(Collectors.joining());
    }

    private static boolean isSimilar(String one, String other) {
        var lower = one.toLowerCase(Locale.ROOT);
        return List.of(other.toLowerCase(Locale.ROOT).split("\\s+")).stream().anyMatch(lower::contains);
    }

    private String askedName(String id) {
        try {
            return Text.of(edge.get(DEVICES + "/" + id, Query.none()).path("name"));
        } catch (ProblemException unknown) {
            return id;
        }
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException name) {
            return false;
        }
    }
}
