package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One property that zigbee2mqtt exposes of a device (zigbee2mqtt.io, Exposes).
 *
 * @param name of the observation
 * @param type binary, numeric, enum or text
 * @param path where it is in the messages: one property, or one within another
 * @param exposed the description
 */
record Feature(String name, String type, List<String> path, JsonNode exposed) {
    private static final int PUBLISHED = 1;
    private static final int SETTABLE = 2;
    private static final int READABLE = 4;

    boolean isSettable() {
        return has(SETTABLE);
    }

    /** Whether the device can be asked for it. */
    boolean isReadable() {
        return has(READABLE);
    }

    /** Whether zigbee2mqtt tells its value at all: of an effect, for one, it never does. */
    boolean isTold() {
        return has(PUBLISHED);
    }

    /** Whether it says something about the house, and not how the device is configured or how its battery is. */
    boolean isMain() {
        return exposed.path("category").asText().isEmpty() && isTold();
    }

    private boolean has(int access) {
        return (exposed.path("access").asInt() & access) != 0;
    }

    /** What a message says of it; nothing when it is not there, null or an event that ends. */
    void in(JsonNode message, Findings findings) {
        var value = message;
        for (var part : path) {
            value = value.path(part);
        }
        if (!value.isMissingNode() && !value.isNull()) {
            translate(value, findings);
        }
    }

    private void translate(JsonNode value, Findings findings) {
        switch (type) {
            case "numeric" -> number(value, findings);
            case "binary" -> binary(value, findings);
            default -> word(value, findings);
        }
    }

    /** One of its presets may be told in words, as the level after a loss of power is that may be "previous": that is no number. */
    private void number(JsonNode value, Findings findings) {
        if (!value.isTextual() || !isPreset(value.asText())) {
            findings.number(name, units(), value);
        }
    }

    private boolean isPreset(String word) {
        return StreamSupport.stream(exposed.path("presets").spliterator(), false)
                .flatMap(preset -> Stream.of(preset.path("name"), preset.path("value")))
                .anyMatch(each -> each.asText().equals(word));
    }

    private void binary(JsonNode value, Findings findings) {
        if (same(value, exposed.path("value_on"))) {
            findings.flag(name, true);
        } else if (same(value, exposed.path("value_off"))) {
            findings.flag(name, false);
        } else {
            findings.mistake(name, "one of its two values");
        }
    }

    private static boolean same(JsonNode value, JsonNode other) {
        return value.equals(other) || (value.isValueNode() && value.asText().equalsIgnoreCase(other.asText()));
    }

    private void word(JsonNode value, Findings findings) {
        if (!value.isValueNode()) {
            findings.mistake(name, "a text");
        } else if (!value.asText().isEmpty()) {
            findings.text(name, value.asText());
        }
    }

    String units() {
        return Units.of(exposed.path("unit").asText(null));
    }

    /** The message that sets it. */
    ObjectNode message(Setting setting) {
        var message = Message.JSON.createObjectNode();
        var inner = message;
        for (var part : path.subList(0, path.size() - 1)) {
            inner = inner.putObject(part);
        }
        inner.set(path.getLast(), wanted(setting));
        return message;
    }

    private JsonNode wanted(Setting setting) {
        return switch (type) {
            case "binary" -> exposed.path(Wanted.flag(setting) ? "value_on" : "value_off");
            case "numeric" -> Wanted.json(Wanted.number(setting, bound("value_min"), bound("value_max")));
            case "enum" -> oneOf(setting);
            default -> Message.JSON.getNodeFactory().textNode(Wanted.text(setting));
        };
    }

    private Optional<Double> bound(String which) {
        return exposed.path(which).isNumber() ? Optional.of(exposed.path(which).asDouble()) : Optional.empty();
    }

    private JsonNode oneOf(Setting setting) {
        var text = Wanted.text(setting);
        return StreamSupport.stream(exposed.path("values").spliterator(), false)
                .filter(value -> value.asText().equals(text))
                .findFirst()
                .orElseThrow(() -> new DriverException.Rejected(setting.name() + " must be one of "
                        + StreamSupport.stream(exposed.path("values").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList()));
    }
}
