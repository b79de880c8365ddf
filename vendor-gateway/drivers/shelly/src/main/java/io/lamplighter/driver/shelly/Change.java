package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A setting in the vendor's terms.
 *
 * @param name of the observation that tells of it
 * @param component type of component, as its methods begin
 * @param method what its method is called
 * @param id of the component
 */
record Change(String name, String component, String method, int id, Map<String, Object> parameters) {
    private static final Pattern NAME = Pattern.compile("(on|brightness|target_position|state)(?:_([1-9][0-9]{0,4}))?");

    /** Names of which only the status says whose they are. */
    private static final Pattern OTHER = Pattern.compile(
            "(?:[a-z0-9]{2,12}_)?(?<bare>on|brightness|color|white"
                    + "|color_temperature|target_temperature|thermostat_enabled|boolean|number|text|enum)(?:_(?<id>[1-9][0-9]{0,4}))?");

    private static final Pattern COLOUR =
            Pattern.compile("#(?<red>[0-9a-fA-F]{2})(?<green>[0-9a-fA-F]{2})(?<blue>[0-9a-fA-F]{2})");
    private static final int LONGEST = 255;

    /** What components are called in the names of their methods, where they have the method {@code Set}. */
    private static final Map<String, String> SETTABLE = Map.of(
            "switch", "Switch", "light", "Light", "cct", "CCT", "rgb", "RGB", "rgbw", "RGBW", "boolean", "Boolean",
            "number", "Number", "text", "Text", "enum", "Enum");

    private static final Map<String, String> MOVES = Map.of("opening", "Open", "closing", "Close", "stopped", "Stop");

    /**
     * What could do it, the likeliest first: a device does not say beforehand whether its output is a light. Empty when only its
     * status says who can.
     */
    static List<Change> of(Setting setting, OptionalInt channel) {
        var parts = NAME.matcher(setting.name());
        if (!parts.matches()) {
            // What cannot be is refused before anybody is asked.
            var _ = parameters(setting);
            return List.of();
        }
        var id = id(setting, parts.group(2), channel);
        return switch (parts.group(1)) {
            case "on" -> switching(setting, id);
            case "brightness" -> dimming(setting, id);
            case "target_position" -> positioning(setting, id);
            default -> moving(setting, id);
        };
    }

    /** How the component does it that tells of it under this name, if it can. */
    static Optional<Change> of(Setting setting, StatusTranslator.Component component) {
        var parameters = parameters(setting);
        if (component.type().equals("thermostat")) {
            return Optional.of(new Change(
                    setting.name(),
                    "Thermostat",
                    "SetConfig",
                    component.id(),
                    Map.of("id", component.id(), "config", parameters)));
        }
        var all = new HashMap<>(parameters);
        all.put("id", component.id());
        return Optional.ofNullable(SETTABLE.get(component.type()))
                .map(type -> new Change(setting.name(), type, "Set", component.id(), Map.copyOf(all)));
    }

    /** The id in a name, where it has one. */
    static int id(Setting setting, OptionalInt channel) {
        var parts = OTHER.matcher(setting.name());
        return id(setting, parts.matches() ? parts.group("id") : null, channel);
    }

    /** The parameter that carries the value; the same for all components that have one. */
    static Map<String, Object> parameters(Setting setting) {
        var parts = OTHER.matcher(setting.name());
        if (!parts.matches()) {
            throw new DriverException.Unsupported(setting.name() + " cannot be set on a Shelly device");
        }
        return switch (parts.group("bare")) {
            case "on" -> Map.of("on", flag(setting));
            case "brightness" -> Map.of("brightness", percent(setting));
            case "color" -> Map.of("rgb", colour(setting));
            case "white" -> Map.of("white", Math.round(number(setting)));
            case "color_temperature" -> Map.of("ct", Math.round(number(setting)));
            case "target_temperature" -> Map.of("target_C", number(setting));
            case "thermostat_enabled" -> Map.of("enable", flag(setting));
            case "boolean" -> Map.of("value", flag(setting));
            case "number" -> Map.of("value", number(setting));
            default -> Map.of("value", text(setting));
        };
    }

    /** Whether another would be done by the same component. */
    boolean isOfTheSame(Change other) {
        return key().equals(other.key());
    }

    /** The component's key in the whole status. */
    String key() {
        return component.toLowerCase(Locale.ROOT) + ":" + id;
    }

    private static int id(Setting setting, String suffix, OptionalInt channel) {
        if (suffix != null && channel.isPresent()) {
            throw new DriverException.Unsupported(setting.name() + " is not of the device's channel");
        }
        return suffix == null ? channel.orElse(0) : Integer.parseInt(suffix);
    }

    private static List<Change> switching(Setting setting, int id) {
        Map<String, Object> parameters = Map.of("id", id, "on", flag(setting));
        return List.of(
                new Change(setting.name(), "Switch", "Set", id, parameters),
                new Change(setting.name(), "Light", "Set", id, parameters));
    }

    private static List<Change> dimming(Setting setting, int id) {
        Map<String, Object> parameters = Map.of("id", id, "brightness", percent(setting));
        return List.of(new Change(setting.name(), "Light", "Set", id, parameters));
    }

    private static List<Change> positioning(Setting setting, int id) {
        Map<String, Object> parameters = Map.of("id", id, "pos", percent(setting));
        return List.of(new Change(setting.name(), "Cover", "GoToPosition", id, parameters));
    }

    private static List<Change> moving(Setting setting, int id) {
        var method = setting.value() instanceof String state ? MOVES.get(state) : null;
        if (method == null) {
            throw new DriverException.Rejected(setting.name() + " must be opening, closing or stopped");
        }
        return List.of(new Change(setting.name(), "Cover", method, id, Map.of("id", id)));
    }

    private static boolean flag(Setting setting) {
        if (setting.value() instanceof Boolean on) {
            return on;
        }
        throw new DriverException.Rejected(setting.name() + " must be true or false");
    }

    /** Within what the component takes, which it says itself. */
    private static double number(Setting setting) {
        if (setting.value() instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new DriverException.Rejected(setting.name() + " must be a number");
    }

    private static String text(Setting setting) {
        if (setting.value() instanceof String text && text.length() <= LONGEST) {
            return text;
        }
        throw new DriverException.Rejected(
                "%s must be a text of at most %d characters".formatted(setting.name(), LONGEST));
    }

    private static List<Integer> colour(Setting setting) {
        var parts = COLOUR.matcher(setting.value() instanceof String text ? text : "");
        if (!parts.matches()) {
            throw new DriverException.Rejected(setting.name() + " must be a colour, such as #ff8000");
        }
        return Stream.of("red", "green", "blue")
                .map(part -> Integer.parseInt(parts.group(part), 16))
                .toList();
    }

    private static long percent(Setting setting) {
        if (!(setting.value() instanceof Number level) || !(level.doubleValue() >= 0 && level.doubleValue() <= 100)) {
            throw new DriverException.Rejected(setting.name() + " must be a number from 0 to 100");
        }
        return Math.round(level.doubleValue());
    }
}
