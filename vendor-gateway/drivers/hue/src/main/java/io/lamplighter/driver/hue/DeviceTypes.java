package io.lamplighter.driver.hue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** What kind of device a resource is, and what its owner calls it. */
final class DeviceTypes {
    private static final Map<String, String> GROUPS = Map.of(
            "room",
            "room",
            "zone",
            "zone",
            "bridge_home",
            "home",
            "motion_area_configuration",
            "motion_area",
            "service_group",
            "group");

    /** The first service that a device has decides. */
    private static final Map<String, String> TYPES = types();

    private DeviceTypes() {}

    static String of(JsonNode owner) {
        var type = owner.path("type").asText();
        if (GROUPS.containsKey(type)) {
            return GROUPS.get(type);
        }
        var archetypes = List.of(owner.at("/metadata/archetype"), owner.at("/product_data/product_archetype"));
        if (archetypes.stream().anyMatch(archetype -> archetype.asText().equals("plug"))) {
            return "plug";
        }
        var services = StreamSupport.stream(owner.path("services").spliterator(), false)
                .map(service -> service.path("rtype").asText())
                .toList();
        return TYPES.entrySet().stream()
                .filter(entry -> services.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("device");
    }

    static String name(JsonNode owner) {
        var name = owner.at("/metadata/name").asText(owner.path("name").asText());
        if (!name.isBlank()) {
            return name;
        }
        return owner.path("type").asText().equals("bridge_home")
                ? "Home"
                : owner.path("id").asText();
    }

    private static Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        types.put("light", "light");
        types.put("camera_motion", "camera");
        types.put("motion", "motion_sensor");
        types.put("contact", "contact_sensor");
        types.put("bell_button", "doorbell");
        types.put("relative_rotary", "remote");
        types.put("button", "remote");
        types.put("temperature", "thermometer");
        types.put("light_level", "sensor");
        return types;
    }
}
