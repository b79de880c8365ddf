package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

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
    private static final Map<String, String> MOVES = Map.of("opening", "Open", "closing", "Close", "stopped", "Stop");

    /** What could do it, the likeliest first: a device does not say beforehand whether its output is a light. */
    static List<Change> of(Setting setting, OptionalInt channel) {
        var parts = NAME.matcher(setting.name());
        if (!parts.matches()) {
            throw new DriverException.Unsupported(setting.name() + " cannot be set on a Shelly device");
        }
        var id = id(setting, parts.group(2), channel);
        return switch (parts.group(1)) {
            case "on" -> switching(setting, id);
            case "brightness" -> dimming(setting, id);
            case "target_position" -> positioning(setting, id);
            default -> moving(setting, id);
        };
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
        if (!(setting.value() instanceof Boolean on)) {
            throw new DriverException.Rejected(setting.name() + " must be true or false");
        }
        Map<String, Object> parameters = Map.of("id", id, "on", on);
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

    private static long percent(Setting setting) {
        if (!(setting.value() instanceof Number level) || !(level.doubleValue() >= 0 && level.doubleValue() <= 100)) {
            throw new DriverException.Rejected(setting.name() + " must be a number from 0 to 100");
        }
        return Math.round(level.doubleValue());
    }
}
