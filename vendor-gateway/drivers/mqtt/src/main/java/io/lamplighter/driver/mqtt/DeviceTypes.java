package io.lamplighter.driver.mqtt;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What kind of device has such observations: the first rule that fits decides. */
final class DeviceTypes {
    private static final List<Map.Entry<List<String>, String>> RULES = List.of(
            Map.entry(List.of("target_temperature"), "thermostat"),
            Map.entry(List.of("position"), "cover"),
            Map.entry(List.of("on", "brightness"), "light"),
            Map.entry(List.of("on", "color_temperature"), "light"),
            Map.entry(List.of("on", "power"), "plug"),
            Map.entry(List.of("on"), "switch"),
            Map.entry(List.of("locked"), "lock"),
            Map.entry(List.of("smoke"), "smoke_detector"),
            Map.entry(List.of("water_leak"), "flood_detector"),
            Map.entry(List.of("input_event"), "input"),
            Map.entry(List.of("motion"), "sensor"),
            Map.entry(List.of("open"), "sensor"),
            Map.entry(List.of("power"), "meter"),
            Map.entry(List.of("energy"), "meter"),
            Map.entry(List.of("temperature"), "thermometer"),
            Map.entry(List.of("humidity"), "thermometer"));

    private DeviceTypes() {}

    static String of(Collection<String> names) {
        return RULES.stream()
                .filter(rule -> names.containsAll(rule.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("device");
    }
}
