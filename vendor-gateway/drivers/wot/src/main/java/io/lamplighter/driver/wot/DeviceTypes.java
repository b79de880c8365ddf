package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What kind of device a description is about: by its annotations, in the words of other drivers where there are some. */
final class DeviceTypes {
    /** The first that is there decides; the names are those of webthings.io/schemas and of SAREF. */
    private static final Map<String, String> TYPES = types();

    private DeviceTypes() {}

    static String of(JsonNode thing) {
        var said = Json.texts(thing.path("@type")).stream().map(Json::localName).toList();
        return TYPES.entrySet().stream()
                .filter(type -> said.contains(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .or(() -> said.stream()
                        .filter(type -> !type.equals("Thing") && !type.isBlank())
                        .map(Names::of)
                        .filter(type -> type.matches("[a-z][a-z0-9_]*"))
                        .findFirst())
                .orElse("device");
    }

    private static Map<String, String> types() {
        var types = new LinkedHashMap<String, String>();
        types.put("SmartPlug", "plug");
        types.put("Thermostat", "thermostat");
        types.put("Light", "light");
        types.put("LightingDevice", "light");
        types.put("Lamp", "light");
        types.put("EnergyMonitor", "meter");
        types.put("Meter", "meter");
        types.put("TemperatureSensor", "thermometer");
        types.put("SmokeSensor", "smoke_detector");
        types.put("OnOffSwitch", "switch");
        types.put("MultiLevelSwitch", "switch");
        return types;
    }
}
