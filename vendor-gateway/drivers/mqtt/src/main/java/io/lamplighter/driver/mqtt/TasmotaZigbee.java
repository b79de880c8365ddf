package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** What one device told a Tasmota bridge by Zigbee; the device's name, or its short address, stands before each name. */
final class TasmotaZigbee {
    private static final Map<String, String> FLAGS =
            Map.of("Power", "on", "Occupancy", "motion", "Contact", "open", "Reachable", "reachable");
    private static final Set<String> PASSED_OVER = Set.of(
            "Device",
            "Name",
            "ModelId",
            "Manufacturer",
            "IEEEAddr",
            "Endpoint",
            "Group",
            "Cluster",
            "ColorMode",
            "LastSeen");

    private TasmotaZigbee() {}

    static void add(String key, JsonNode told, Findings findings) {
        var prefix = prefix(key, told) + "_";
        var seen = told.path("LastSeenEpoch");
        if (seen.isNumber()) {
            Times.millis(seen.asDouble() * 1000).ifPresent(findings::at);
        }
        told.properties().forEach(field -> add(prefix, field.getKey(), field.getValue(), findings));
    }

    private static String prefix(String key, JsonNode told) {
        var name = told.path("Name").asText(key);
        return Findings.name(name.startsWith("0x") ? "zb_" + name.substring(2) : name);
    }

    private static void add(String prefix, String key, JsonNode value, Findings findings) {
        var field = TasmotaFields.ZIGBEE.get(key);
        if (field != null) {
            findings.number(prefix + field.name(), field.units(), value);
        } else if (FLAGS.containsKey(key)) {
            flag(prefix + FLAGS.get(key), value, findings);
        } else if (key.matches("[A-Z][A-Za-z0-9]*") && !PASSED_OVER.contains(key) && !key.endsWith("Epoch")) {
            other(prefix + Findings.name(key), value, findings);
        }
    }

    /** True, false, 1 or 0; 2 is a request to toggle. */
    private static void flag(String name, JsonNode value, Findings findings) {
        if (value.isBoolean() || (value.isInt() && (value.asInt() == 0 || value.asInt() == 1))) {
            findings.flag(name, value.isBoolean() ? value.asBoolean() : value.asInt() == 1);
        }
    }

    private static void other(String name, JsonNode value, Findings findings) {
        if (value.isNumber()) {
            findings.number(name, "1", value);
        } else if (value.isBoolean()) {
            findings.flag(name, value.asBoolean());
        } else if (value.isTextual() && !value.asText().isEmpty()) {
            findings.text(name, value.asText());
        }
    }
}
