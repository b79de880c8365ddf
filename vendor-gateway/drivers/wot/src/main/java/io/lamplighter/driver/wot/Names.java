package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of observations: lower case with underscores, and each given once. */
final class Names {
    private static final int LONGEST = 90;

    /**
     * What other drivers call what these annotations mean, by the last part of their names: the schemas of webthings.io, SAREF
     * (saref.etsi.org) and iotschema.org.
     */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("OnOffProperty", "on"),
            Map.entry("OnOffState", "on"),
            Map.entry("SwitchStatus", "on"),
            Map.entry("BrightnessProperty", "brightness"),
            Map.entry("ColorProperty", "color"),
            Map.entry("ColorTemperatureProperty", "color_temperature"),
            Map.entry("TemperatureProperty", "temperature"),
            Map.entry("TargetTemperatureProperty", "target_temperature"),
            Map.entry("HumidityProperty", "humidity"),
            Map.entry("BarometricPressureProperty", "pressure"),
            Map.entry("InstantaneousPowerProperty", "power"),
            Map.entry("InstantaneousPowerFactorProperty", "power_factor"),
            Map.entry("VoltageProperty", "voltage"),
            Map.entry("CurrentProperty", "current"),
            Map.entry("FrequencyProperty", "frequency"),
            Map.entry("MotionProperty", "motion"),
            Map.entry("OpenProperty", "open"));

    private final Set<String> given = new HashSet<>();

    /** The name, or where it is taken already the name with what it is, or with a number. */
    String give(String name, String what) {
        if (given.add(name)) {
            return name;
        }
        var named = name + "_" + what;
        for (var number = 2; !given.add(named); number++) {
            named = name + "_" + number;
        }
        return named;
    }

    /** What the annotations of an affordance mean, if it is something that other drivers know. */
    static Optional<String> meaning(JsonNode affordance) {
        return Json.texts(affordance.path("@type")).stream()
                .map(Json::localName)
                .map(MEANINGS::get)
                .filter(name -> name != null)
                .findFirst();
    }

    /** {@code heatingTargetTemperature} is {@code heating_target_temperature}. */
    static String of(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
        var words = plain.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("^_+|_+$", "");
        var name = words.isEmpty() ? "unnamed_" + Integer.toHexString(text.hashCode()) : words;
        var begun = Character.isDigit(name.charAt(0)) ? "n_" + name : name;
        return begun.substring(0, Math.min(LONGEST, begun.length()));
    }

    /** A name within a name. */
    static String of(String outer, String inner) {
        var name = outer + "_" + (inner.matches("[0-9]{1,9}") ? inner : of(inner));
        return name.substring(0, Math.min(LONGEST, name.length()));
    }
}
