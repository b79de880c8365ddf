package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A device as zigbee2mqtt describes it: a flat list of what it exposes, each under the name that other drivers use. */
final class Definition {
    /** Property by property, where the vendor's word is not ours. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("local_temperature", "current_temperature"),
            Map.entry("occupied_heating_setpoint", "target_temperature"),
            Map.entry("current_heating_setpoint", "target_temperature"),
            Map.entry("color_temp", "color_temperature"),
            Map.entry("occupancy", "motion"),
            Map.entry("contact", "open"),
            Map.entry("action", "input_event"),
            Map.entry("linkquality", "link_quality"),
            Map.entry("pm25", "pm2_5"),
            Map.entry("co2", "carbon_dioxide"),
            Map.entry("produced_energy", "energy_returned"));

    private static final Set<String> LEAVES = Set.of("binary", "numeric", "enum", "text");
    private static final int DEEPEST = 4;

    private final List<Feature> features = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> kinds = new HashSet<>();

    private Definition() {}

    /** @param exposes a list as in {@code definition.exposes} of {@code bridge/devices} */
    static Definition of(JsonNode exposes) {
        var definition = new Definition();
        exposes.forEach(exposed -> definition.add(exposed, "", List.of(), 0));
        return definition;
    }

    List<Feature> features() {
        return features;
    }

    Optional<Feature> feature(String name) {
        return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
    }

    Findings translate(JsonNode message, Instant validAt) {
        var findings = new Findings(validAt);
        features.forEach(feature -> feature.in(message, findings));
        return findings;
    }

    /** What kind of device exposes this. */
    String type() {
        for (var kind : List.of("climate", "cover", "light", "lock", "fan")) {
            if (kinds.contains(kind)) {
                return kind.equals("climate") ? "thermostat" : kind;
            }
        }
        return DeviceTypes.of(names);
    }

    private void add(JsonNode exposed, String within, List<String> path, int depth) {
        var type = exposed.path("type").asText();
        if (depth > DEEPEST) {
            return;
        }
        if (LEAVES.contains(type) && exposed.path("property").isTextual()) {
            leaf(exposed, type, within, path);
            return;
        }
        if (!exposed.path("features").isArray() || type.equals("list")) {
            return;
        }
        kinds.add(type);
        var composite = type.equals("composite");
        var deeper = composite ? with(path, exposed.path("property").asText()) : path;
        exposed.path("features").forEach(feature -> add(feature, composite ? "composite" : type, deeper, depth + 1));
    }

    private void leaf(JsonNode exposed, String type, String within, List<String> path) {
        var place = with(path, exposed.path("property").asText());
        var own = Findings.name(String.join("_", place));
        var name = path.isEmpty() ? usual(exposed, within) : own;
        var free = names.contains(name) ? own : name;
        if (names.add(free)) {
            features.add(new Feature(free, type, place, exposed));
        }
    }

    private static String usual(JsonNode exposed, String within) {
        var property = exposed.path("property").asText();
        if (property.equals("voltage") && exposed.path("unit").asText().equals("mV")) {
            return "battery_voltage";
        }
        if (exposed.path("name").asText().equals("state")
                && exposed.path("type").asText().equals("binary")) {
            return Findings.name(property.replaceFirst("^state", within.equals("lock") ? "locked" : "on"));
        }
        return NAMES.getOrDefault(property, Findings.name(property));
    }

    private static List<String> with(List<String> path, String last) {
        var all = new ArrayList<>(path);
        all.add(last);
        return List.copyOf(all);
    }
}
