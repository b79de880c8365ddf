package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes observations of what a Tasmota device tells as JSON: its state, the results of commands, its sensors, and what others
 * told it by Zigbee or infrared light (tasmota.github.io/docs). Fields of connections and firmware are passed over.
 */
final class TasmotaTranslator {
    private static final Pattern NUMBERED = Pattern.compile("([A-Za-z]+?)([0-9]{0,2})");
    private static final Set<String> NO_SENSORS = Set.of("Wifi", "Berry", "TuyaReceived", "LoRa", "Ping");
    private static final Map<Integer, String> DIRECTIONS = Map.of(1, "opening", -1, "closing", 0, "stopped");
    private static final Set<String> ACTIONS = Set.of("ON", "OFF");

    private final JsonNode message;
    private final Findings findings;

    private TasmotaTranslator(JsonNode message, Instant validAt) {
        this.message = message;
        this.findings = new Findings(validAt);
    }

    /** @param zone in which the device tells the time, if it is known and the device does not say it */
    static Findings translate(Message message, Optional<ZoneId> zone) {
        var whole = message.object();
        var json = inner(whole);
        var told = Times.parsed(json.path("Time").asText(), zone);
        var translator = new TasmotaTranslator(json, Times.ofDevice(message, told));
        translator.all();
        return translator.findings;
    }

    /** The plain text of a switch's own topic. */
    static Findings plain(String suffix, Message message) {
        var findings = new Findings(message.heard().at());
        switched(findings, name("on", suffix.substring("POWER".length())), message.text());
        return findings;
    }

    /** Answers to {@code STATUS} have one level more. */
    private static JsonNode inner(JsonNode json) {
        for (var wrapper : List.of("StatusSNS", "StatusSTS")) {
            if (json.path(wrapper).isObject()) {
                return json.get(wrapper);
            }
        }
        return json;
    }

    private void all() {
        var sensors = message.has("Time");
        for (var field : message.properties()) {
            var key = field.getKey();
            var value = field.getValue();
            if (key.equals("ZbReceived") || key.equals("ZbInfo")) {
                value.properties().forEach(told -> TasmotaZigbee.add(told.getKey(), told.getValue(), findings));
            } else if (key.equals("IrReceived")) {
                infrared(value);
            } else if (!state(key, value) && sensors && value.isObject() && !NO_SENSORS.contains(key)) {
                new TasmotaSensor(message, key, findings).add(value);
            }
        }
    }

    private void infrared(JsonNode told) {
        if (told.path("Data").isTextual()) {
            findings.text(
                    "ir_received",
                    told.path("Protocol").asText("?") + " " + told.path("Data").asText());
        }
    }

    /** Whether it is a part of the state. */
    private boolean state(String key, JsonNode value) {
        var parts = NUMBERED.matcher(key);
        if (!parts.matches()) {
            return false;
        }
        var number = parts.group(2);
        switch (parts.group(1)) {
            case "POWER" -> switched(findings, name("on", number), text(value));
            case "Switch" -> input(name("input", number), value);
            case "Button" -> event(name("input_event", number), value);
            case "Shutter" -> shutter(number, value);
            case "Color" -> colour(value);
            case "COUNTER" -> counters(value);
            default -> {
                return amount(parts.group(1), number, value);
            }
        }
        return true;
    }

    private boolean amount(String key, String number, JsonNode value) {
        var field = TasmotaFields.STATE.get(key);
        if (field != null) {
            findings.number(name(field.name(), number), field.units(), value);
        }
        return field != null;
    }

    private static void switched(Findings findings, String name, String text) {
        switch (text) {
            case "ON" -> findings.flag(name, true);
            case "OFF" -> findings.flag(name, false);
            case "TOGGLE", "HOLD", "BLINK", "BLINK_OFF" -> {
                // Says what was asked for, not what became of it.
            }
            default -> findings.mistake(name, "ON or OFF");
        }
    }

    /** Either its state, or what happened to it. */
    private void input(String name, JsonNode value) {
        var text = value.isObject() ? text(value.path("Action")) : text(value);
        if (ACTIONS.contains(text)) {
            findings.flag(name, text.equals("ON"));
        }
    }

    private void event(String name, JsonNode value) {
        if (value.path("Action").isTextual()) {
            findings.text(name, value.path("Action").asText());
        }
    }

    private void shutter(String number, JsonNode value) {
        if (!value.isObject()) {
            findings.mistake(name("position", number), "told as an object");
            return;
        }
        if (value.has("Position")) {
            findings.number(name("position", number), "%", value.get("Position"));
        }
        if (value.has("Target")) {
            findings.number(name("target_position", number), "%", value.get("Target"));
        }
        Optional.ofNullable(DIRECTIONS.get(value.path("Direction").asInt(9)))
                .ifPresent(state -> findings.text(name("state", number), state));
    }

    /** {@code RRGGBB} with whites behind it, or decimal numbers. */
    private void colour(JsonNode value) {
        var text = text(value);
        if (text.matches("[0-9]{1,3}(,[0-9]{1,3}){2,4}")) {
            var parts = text.split(",", -1);
            findings.text(
                    "color",
                    "#%02x%02x%02x"
                            .formatted(
                                    Integer.parseInt(parts[0]),
                                    Integer.parseInt(parts[1]),
                                    Integer.parseInt(parts[2])));
        } else if (text.matches("[0-9A-Fa-f]{6,10}")) {
            findings.text("color", "#" + text.substring(0, 6).toLowerCase(java.util.Locale.ROOT));
        }
    }

    private void counters(JsonNode value) {
        value.properties().stream()
                .filter(counter -> counter.getKey().matches("C[0-9]{1,2}"))
                .forEach(counter ->
                        findings.number(name("input_count", counter.getKey().substring(1)), "1", counter.getValue()));
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.asText() : "";
    }

    /** The first is named without its number. */
    static String name(String bare, String number) {
        return number.isEmpty() || number.equals("1") ? bare : bare + "_" + number;
    }
}
