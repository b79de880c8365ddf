package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What kind of device has such components. */
final class DeviceTypes {
    /** The first component type that a device has decides. */
    private static final Map<String, String> TYPES = types();

    private DeviceTypes() {}

    static String of(DeviceInfo info, JsonNode status) {
        if (info.app().contains("Plug") || info.app().startsWith("SHPLG")) {
            return "plug";
        }
        var components = StatusTranslator.components(status).stream()
                .map(StatusTranslator.Component::type)
                .toList();
        return TYPES.entrySet().stream()
                .filter(type -> components.contains(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("device");
    }

    private static Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        types.put("thermostat", "thermostat");
        types.put("cover", "cover");
        types.put("light", "light");
        types.put("rgb", "light");
        types.put("rgbw", "light");
        types.put("cct", "light");
        types.put("em", "meter");
        types.put("em1", "meter");
        types.put("pm1", "meter");
        types.put("switch", "switch");
        types.put("cb", "circuit_breaker");
        types.put("smoke", "smoke_detector");
        types.put("flood", "flood_detector");
        types.put("gas", "gas_detector");
        types.put("sensor", "sensor");
        types.put("humidity", "thermometer");
        types.put("temperature", "thermometer");
        types.put("input", "input");
        return types;
    }
}
