package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One sensor within a message. What is known by its field is named by that; where an earlier sensor of the message has the name,
 * where it is a device of its own, and where only the sensor gives the field a sense, the sensor's name stands before it.
 */
final class TasmotaSensor {
    private static final String PHASES = "abcdefgh";
    /** What is heard by Bluetooth is named by the end of its address, and comes in any order. */
    private static final Pattern OF_ANOTHER_DEVICE = Pattern.compile(".+-[0-9a-fA-F]{6}");

    private final JsonNode message;
    private final String sensor;
    private final Findings findings;

    TasmotaSensor(JsonNode message, String sensor, Findings findings) {
        this.message = message;
        this.sensor = sensor;
        this.findings = findings;
    }

    void add(JsonNode fields) {
        fields.properties().forEach(field -> add(field.getKey(), field.getValue()));
    }

    private void add(String key, JsonNode value) {
        var field = field(key);
        if (field.isEmpty()) {
            unknown(key, value);
        } else if (value.isArray()) {
            phases(field.get(), value);
        } else if (!value.isNull()) {
            findings.number(free(field.get().name()), units(field.get()), value);
        }
    }

    private Optional<TasmotaFields.Field> field(String key) {
        if (sensor.equals("ENERGY")) {
            return Optional.ofNullable(TasmotaFields.ENERGY.get(key));
        }
        if (sensor.startsWith("ESP32") && key.equals("Temperature")) {
            return Optional.of(new TasmotaFields.Field("device_temperature", "<TempUnit>"));
        }
        if (key.equals("Distance")) {
            return TasmotaFields.DISTANCES.entrySet().stream()
                    .filter(known -> sensor.startsWith(known.getKey()))
                    .map(known -> new TasmotaFields.Field("distance", known.getValue()))
                    .findFirst();
        }
        return Optional.ofNullable(TasmotaFields.ANYWHERE.get(key));
    }

    private void phases(TasmotaFields.Field field, JsonNode values) {
        for (var i = 0; i < Math.min(values.size(), PHASES.length()); i++) {
            findings.number(field.name() + "_" + PHASES.charAt(i), units(field), values.get(i));
        }
    }

    private void unknown(String key, JsonNode value) {
        var name = Findings.name(sensor + "_" + key);
        if (value.isNumber()) {
            findings.number(name, "1", value);
        } else if (value.isBoolean()) {
            findings.flag(name, value.asBoolean());
        } else if (value.isTextual() && !key.endsWith("Time") && !value.asText().isEmpty()) {
            findings.text(name, value.asText());
        }
    }

    private String free(String name) {
        return findings.has(name) || OF_ANOTHER_DEVICE.matcher(sensor).matches()
                ? Findings.name(sensor + "_" + name)
                : name;
    }

    private String units(TasmotaFields.Field field) {
        return switch (field.units()) {
            case "<TempUnit>" -> Units.of(message.path("TempUnit").asText("C"));
            case "<PressureUnit>" -> Units.of(message.path("PressureUnit").asText("hPa"));
            default -> field.units();
        };
    }
}
