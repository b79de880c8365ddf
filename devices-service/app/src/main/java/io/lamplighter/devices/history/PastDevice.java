package io.lamplighter.devices.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.FieldChangeView;
import io.lamplighter.devices.registry.DeviceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two states of a device, property by property. */
final class PastDevice {

    private PastDevice() {}

    /** Either may be null: there was no device then. */
    static List<FieldChangeView> changes(DeviceView from, DeviceView to, ObjectMapper json) {
        var before = properties(from, json);
        var after = properties(to, json);
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        var changes = new ArrayList<FieldChangeView>();
        for (var name : names) {
            var one = before.get(name);
            var other = after.get(name);
            if (one == null ? other != null : !one.equals(other)) {
                changes.add(new FieldChangeView(name, one, other));
            }
        }
        return changes;
    }

    // One level deep; metadata are one value. What is not there and what is null are the same.
    private static Map<String, JsonNode> properties(DeviceView device, ObjectMapper json) {
        var properties = new TreeMap<String, JsonNode>();
        if (device == null) {
            return properties;
        }
        ObjectNode wish = json.valueToTree(DeviceRow.wish(device));
        wish.set("missingSince", json.valueToTree(device.missingSince()));
        wish.properties().forEach(property -> {
            if (property.getValue() instanceof ObjectNode entries
                    && !property.getKey().equals("metadata")) {
                entries.properties()
                        .forEach(entry -> put(properties, property.getKey() + "." + entry.getKey(), entry.getValue()));
            } else {
                put(properties, property.getKey(), property.getValue());
            }
        });
        return properties;
    }

    private static void put(Map<String, JsonNode> properties, String name, JsonNode value) {
        if (!value.isNull() && !(name.equals("metadata") && value.isEmpty())) {
            properties.put(name, value);
        }
    }
}
