package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Devices of generation 1 (shelly-api-docs.shelly.cloud/gen1): their {@code /status} as generation 2 would tell it, so that
 * what is the same has the same name. Energy of relays, which they count in watt minutes, becomes watt hours.
 */
final class GenerationOne {
    private static final Map<String, String> COVER_STATES =
            Map.of("open", "opening", "close", "closing", "stop", "stopped");
    private static final Map<String, String> COVER_MOVES =
            Map.of("opening", "open", "closing", "close", "stopped", "stop");

    private static final int ADD_ON = 100;

    private final JsonNode from;
    private final ObjectNode to = JsonNodeFactory.instance.objectNode();

    private GenerationOne(JsonNode from) {
        this.from = from;
    }

    /** The status as generation 2 would tell it. */
    static JsonNode status(JsonNode status) {
        var translation = new GenerationOne(status);
        translation.outputs();
        translation.covers();
        translation.meters();
        translation.inputs();
        translation.sensors();
        translation.thermostats();
        translation.gas();
        translation.addOns();
        return translation.to;
    }

    /** Paths that could do it, the likeliest first: a device does not say beforehand what its outputs are. */
    static List<String> paths(Setting setting, OptionalInt channel) {
        var likely = Change.of(setting, channel);
        if (likely.isEmpty()) {
            return otherPaths(setting, Change.id(setting, channel));
        }
        var change = likely.getFirst();
        return switch (change.component() + "." + change.method()) {
            case "Switch.Set" -> outputs(change.id(), "turn=" + (setting.value().equals(true) ? "on" : "off"));
            case "Light.Set" ->
                List.of(
                        "/light/%d?brightness=%s"
                                .formatted(change.id(), change.parameters().get("brightness")),
                        "/white/%d?brightness=%s"
                                .formatted(change.id(), change.parameters().get("brightness")),
                        "/color/%d?gain=%s"
                                .formatted(change.id(), change.parameters().get("brightness")));
            case "Cover.GoToPosition" ->
                List.of("/roller/%d?go=to_pos&roller_pos=%s"
                        .formatted(change.id(), change.parameters().get("pos")));
            default -> List.of("/roller/%d?go=%s".formatted(change.id(), COVER_MOVES.get((String) setting.value())));
        };
    }

    private static List<String> otherPaths(Setting setting, int id) {
        var parameter = Change.parameters(setting).entrySet().iterator().next();
        var value = parameter.getValue();
        return switch (parameter.getKey()) {
            case "rgb" -> {
                var rgb = (List<?>) value;
                yield List.of("/color/%d?red=%s&green=%s&blue=%s".formatted(id, rgb.get(0), rgb.get(1), rgb.get(2)));
            }
            case "white" -> List.of("/color/%d?white=%s".formatted(id, value));
            case "ct" -> List.of("/light/%d?temp=%s".formatted(id, value), "/white/%d?temp=%s".formatted(id, value));
            case "target_C" -> thermostats(id, "target_t_enabled=1&target_t=" + value);
            case "enable" -> thermostats(id, "target_t_enabled=" + (value.equals(true) ? 1 : 0));
            default ->
                throw new DriverException.Unsupported(setting.name() + " cannot be set on a device of generation 1");
        };
    }

    /** The vendor documents the second and firmware has the first, by which aioshelly calls it. */
    private static List<String> thermostats(int id, String query) {
        return List.of("/thermostat/%d?%s".formatted(id, query), "/thermostats/%d?%s".formatted(id, query));
    }

    private static List<String> outputs(int id, String query) {
        return List.of("relay", "light", "color", "white").stream()
                .map(kind -> "/%s/%d?%s".formatted(kind, id, query))
                .toList();
    }

    private void outputs() {
        each("relays", (number, relay) -> {
            var output = component("switch", number).set("output", relay.path("ison"));
            meter(number, (ObjectNode) output);
        });
        each("lights", (number, light) -> light(number, light));
    }

    private void light(int number, JsonNode light) {
        var coloured = light.path("mode").asText().equals("color");
        var type = coloured ? "rgbw" : light.has("temp") ? "cct" : "light";
        var output = component(type, number);
        output.set("output", light.path("ison"));
        output.set("brightness", light.path(coloured ? "gain" : "brightness"));
        if (coloured) {
            output.set("white", light.path("white"));
            output.putArray("rgb")
                    .add(light.path("red"))
                    .add(light.path("green"))
                    .add(light.path("blue"));
        } else if (light.has("temp")) {
            output.set("ct", light.path("temp"));
        }
        meter(number, output);
    }

    private void meter(int number, ObjectNode output) {
        var meter = from.path("meters").path(number);
        if (!isValid(meter)) {
            return;
        }
        copy(meter, "power", output, "apower");
        if (meter.path("total").isNumber()) {
            output.putObject("aenergy").put("total", meter.path("total").asDouble() / 60);
        }
    }

    private void covers() {
        each("rollers", (number, roller) -> {
            var cover = component("cover", number);
            var state = roller.path("state");
            if (state.isTextual()) {
                cover.put("state", COVER_STATES.getOrDefault(state.asText(), state.asText()));
            }
            copy(roller, "power", cover, "apower");
            if (roller.path("positioning").asBoolean(true)) {
                copy(roller, "current_pos", cover, "current_pos");
            }
        });
    }

    private void meters() {
        each("emeters", (number, meter) -> {
            if (!isValid(meter)) {
                return;
            }
            var power = component("em1", number);
            copy(meter, "power", power, "act_power");
            copy(meter, "pf", power, "pf");
            copy(meter, "current", power, "current");
            copy(meter, "voltage", power, "voltage");
            var energy = component("em1data", number);
            copy(meter, "total", energy, "total_act_energy");
            copy(meter, "total_returned", energy, "total_act_ret_energy");
        });
    }

    private void inputs() {
        each(
                "inputs",
                (number, input) -> component("input", number)
                        .put("state", input.path("input").asInt() == 1));
    }

    private void sensors() {
        var warmth = from.path("tmp");
        if (isValid(warmth)) {
            warmth(warmth.has("tC") ? warmth.path("tC") : celsius(warmth));
        }
        sensor("hum", "value", "humidity", "rh");
        sensor("lux", "value", "illuminance", "lux");
        sensor("lux", "illumination", "illuminance", "illumination");
        if (from.path("bat").path("value").isNumber()) {
            copy(from.path("bat"), "value", component("devicepower", 0).withObject("/battery"), "percent");
            copy(from.path("bat"), "voltage", component("devicepower", 0).withObject("/battery"), "V");
        }
        contact(from.path("sensor"));
        flag("smoke");
        flag("flood");
        if (from.path("voltage").isNumber()) {
            component("voltmeter", 0).set("voltage", from.path("voltage"));
        }
    }

    /** Of a device that switches something it is its own temperature, of others that of the room. */
    private void warmth(JsonNode celsius) {
        for (var type : List.of("switch", "light", "rgbw", "cct", "cover")) {
            if (to.has(type + ":0")) {
                component(type, 0).withObject("/temperature").set("tC", celsius);
                return;
            }
        }
        component("temperature", 0).set("tC", celsius);
    }

    private static JsonNode celsius(JsonNode warmth) {
        var value = warmth.path("value");
        return switch (warmth.path("units").asText()) {
            case "C" -> value;
            case "F" -> value.isNumber() ? JsonNodeFactory.instance.numberNode(ofFahrenheit(value)) : value;
            default -> JsonNodeFactory.instance.missingNode();
        };
    }

    /** In the hundredths that devices tell. */
    private static double ofFahrenheit(JsonNode value) {
        return Math.round((value.asDouble() - 32) / 1.8 * 100) / 100.0;
    }

    private void contact(JsonNode sensor) {
        if (!isValid(sensor)) {
            return;
        }
        var contact = component("sensor", 0);
        if (sensor.path("state").isTextual()) {
            contact.put("open", sensor.path("state").asText().equals("open"));
        }
        copy(sensor, "motion", contact, "motion");
        copy(sensor, "vibration", contact, "vibration");
    }

    private void flag(String type) {
        if (from.path(type).isBoolean()) {
            component(type, 0).set("alarm", from.path(type));
        }
    }

    private void sensor(String name, String field, String type, String as) {
        if (isValid(from.path(name)) && from.path(name).hasNonNull(field)) {
            copy(from.path(name), field, component(type, 0), as);
        }
    }

    private void thermostats() {
        each("thermostats", (number, from) -> {
            var thermostat = component("thermostat", number);
            copy(from, "pos", thermostat, "pos");
            copy(from.path("target_t"), "enabled", thermostat, "enable");
            thermostat.set("target_C", celsius(from.path("target_t")));
            if (isValid(from.path("tmp"))) {
                thermostat.set("current_C", celsius(from.path("tmp")));
            }
        });
    }

    /** A test of itself is no alarm, and nothing is known while it warms up. */
    private void gas() {
        var alarm = from.path("gas_sensor").path("alarm_state").asText();
        if (alarm.matches("none|mild|heavy|test")) {
            component("gas", 0).put("alarm", alarm.matches("mild|heavy"));
        }
        if (isValid(from.path("concentration"))) {
            copy(from.path("concentration"), "ppm", component("gas", 0), "ppm");
        }
    }

    private void addOns() {
        each("adcs", (number, adc) -> copy(adc, "voltage", component("voltmeter", ADD_ON + number), "voltage"));
        from.path("ext_temperature")
                .properties()
                .forEach(entry -> copy(entry.getValue(), "tC", component("temperature", addOn(entry.getKey())), "tC"));
        from.path("ext_humidity")
                .properties()
                .forEach(entry -> copy(entry.getValue(), "hum", component("humidity", addOn(entry.getKey())), "rh"));
    }

    /** Generation 2 numbers what is added on from 100. */
    private static int addOn(String key) {
        if (!key.matches("[0-9]{1,2}")) {
            throw new DriverException.ProtocolViolation("an added sensor is not numbered", null);
        }
        return ADD_ON + Integer.parseInt(key);
    }

    @FunctionalInterface
    private interface Part {
        void take(int number, JsonNode part);
    }

    private void each(String list, Part part) {
        var parts = from.path(list);
        for (var number = 0; number < parts.size(); number++) {
            part.take(number, parts.path(number));
        }
    }

    private ObjectNode component(String type, int number) {
        return to.withObject("/" + type + ":" + number);
    }

    /** Some firmware tells it as a text. */
    private static boolean isValid(JsonNode part) {
        return part.isObject() && !part.path("is_valid").asText().equals("false");
    }

    private static void copy(JsonNode source, String field, ObjectNode target, String as) {
        if (source.hasNonNull(field)) {
            target.set(as, source.get(field));
        }
    }
}
