package io.lamplighter.driver.hue;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A setting in the vendor's terms.
 *
 * @param name of the observation that tells of it
 * @param types of service that can do it
 * @param suffix of the service
 * @param body what is sent to the service
 */
record Change(String name, List<String> types, String suffix, Map<String, Object> body) {
    private static final Pattern NAME = Pattern.compile("([a-z_]+?)((?:_[0-9]{1,3})?)");
    private static final Pattern COLOUR = Pattern.compile("([0-9.]{1,20})\\s*,\\s*([0-9.]{1,20})");
    private static final Pattern WORD = Pattern.compile("[a-z_]{1,50}");
    private static final int LEAST_MIREK = 50;
    private static final int MOST_MIREK = 1000;

    private record Settable(List<String> types, Function<Setting, Map<String, Object>> body) {}

    private static final Map<String, Settable> SETTABLE = Map.ofEntries(
            Map.entry("on", light(setting -> Map.of("on", Map.of("on", flag(setting))))),
            Map.entry("brightness", light(setting -> Map.of("dimming", Map.of("brightness", percent(setting))))),
            Map.entry(
                    "color_temperature",
                    light(setting -> Map.of("color_temperature", Map.of("mirek", mirek(setting))))),
            Map.entry("color_xy", light(setting -> Map.of("color", Map.of("xy", colour(setting))))),
            Map.entry(
                    "effect",
                    new Settable(List.of("light"), setting -> Map.of("effects", Map.of("effect", word(setting))))),
            Map.entry("motion_enabled", sensor("motion", "camera_motion")),
            Map.entry("convenience_motion_enabled", sensor("convenience_area_motion")),
            Map.entry("security_motion_enabled", sensor("security_area_motion")),
            Map.entry("illuminance_enabled", sensor("light_level")),
            Map.entry("temperature_enabled", sensor("temperature")),
            Map.entry("contact_enabled", sensor("contact")));

    /**
     * @throws DriverException.Unsupported when nothing of this name can be set
     * @throws DriverException.Rejected when the value cannot be
     */
    static Change of(Setting setting) {
        var parts = NAME.matcher(setting.name());
        var settable = parts.matches() ? SETTABLE.get(parts.group(1)) : null;
        if (settable == null) {
            throw new DriverException.Unsupported(setting.name() + " cannot be set on a Hue device");
        }
        return new Change(
                setting.name(),
                settable.types(),
                parts.group(2),
                settable.body().apply(setting));
    }

    /** Whether it is this service that is to do it. */
    boolean isFor(Service service) {
        return types.contains(service.type()) && service.suffix().equals(suffix);
    }

    private static Settable light(Function<Setting, Map<String, Object>> body) {
        return new Settable(List.of("light", "grouped_light"), body);
    }

    private static Settable sensor(String... types) {
        return new Settable(List.of(types), setting -> Map.of("enabled", flag(setting)));
    }

    private static boolean flag(Setting setting) {
        if (setting.value() instanceof Boolean on) {
            return on;
        }
        throw new DriverException.Rejected(setting.name() + " must be true or false");
    }

    private static double percent(Setting setting) {
        if (setting.value() instanceof Number level && level.doubleValue() >= 0 && level.doubleValue() <= 100) {
            return level.doubleValue();
        }
        throw new DriverException.Rejected(setting.name() + " must be a number from 0 to 100");
    }

    private static long mirek(Setting setting) {
        if (setting.value() instanceof Number mirek
                && mirek.doubleValue() >= LEAST_MIREK
                && mirek.doubleValue() <= MOST_MIREK) {
            return Math.round(mirek.doubleValue());
        }
        throw new DriverException.Rejected("%s must be in mirek (a million divided by kelvin), from %d to %d"
                .formatted(setting.name(), LEAST_MIREK, MOST_MIREK));
    }

    private static Map<String, Double> colour(Setting setting) {
        var parts = COLOUR.matcher(setting.value() instanceof String text ? text : "");
        try {
            if (parts.matches()) {
                return Map.of("x", coordinate(parts.group(1)), "y", coordinate(parts.group(2)));
            }
        } catch (NumberFormatException broken) {
            // Told below.
        }
        throw new DriverException.Rejected(setting.name() + " must be two numbers from 0 to 1, as in 0.31,0.33");
    }

    private static double coordinate(String text) {
        var number = Double.parseDouble(text);
        if (number > 1) {
            throw new NumberFormatException(text);
        }
        return number;
    }

    private static String word(Setting setting) {
        if (setting.value() instanceof String text && WORD.matcher(text).matches()) {
            return text;
        }
        throw new DriverException.Rejected(setting.name() + " must be a word, such as candle or no_effect");
    }
}
