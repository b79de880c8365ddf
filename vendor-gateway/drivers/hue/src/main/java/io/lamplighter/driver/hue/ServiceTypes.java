package io.lamplighter.driver.hue;

import static io.lamplighter.driver.hue.Reading.computed;
import static io.lamplighter.driver.hue.Reading.flag;
import static io.lamplighter.driver.hue.Reading.number;
import static io.lamplighter.driver.hue.Reading.text;
import static io.lamplighter.driver.hue.Reading.word;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.Observation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of service and what is read from each, with units as the vendor documents them: a new type is a new line. */
final class ServiceTypes {
    /** Types of resource that own services and so are devices here. */
    static final Set<String> OWNERS =
            Set.of("device", "room", "zone", "bridge_home", "motion_area_configuration", "service_group");

    /** Those of them that have members which are devices themselves. */
    private static final Set<String> OF_MANY = Set.of("room", "zone", "bridge_home");

    /** Types that say whether the bridge reaches their owner. */
    static final Set<String> CONNECTIVITY = Set.of("zigbee_connectivity", "zgp_connectivity", "wifi_connectivity");

    /** The status of connectivity with which something can be heard of. */
    static final Set<String> CONNECTED = Set.of("connected", "unidirectional_incoming");

    /** What is read from each type, in the order in which it is told. */
    static final Map<String, List<Reading>> READ = read();

    private ServiceTypes() {}

    /** Whether resources of this type are needed for anything here. */
    static boolean isKnown(String type) {
        return READ.containsKey(type) || CONNECTIVITY.contains(type) || OWNERS.contains(type);
    }

    /**
     * Whether a service is of who lists it: some bridges list with a room what belongs to the devices in it, which tell it
     * themselves.
     */
    static boolean isOwn(String owner, String type) {
        return !OF_MANY.contains(owner) || type.startsWith("grouped_");
    }

    private static Map<String, List<Reading>> read() {
        var types = new LinkedHashMap<String, List<Reading>>();
        types.put("light", light());
        types.put("grouped_light", light());
        types.put("motion", motion("motion"));
        types.put("camera_motion", motion("motion"));
        types.put("grouped_motion", motion("motion"));
        types.put("convenience_area_motion", motion("convenience_motion"));
        types.put("security_area_motion", motion("security_motion"));
        types.put("light_level", illuminance());
        types.put("grouped_light_level", illuminance());
        types.put("temperature", temperature());
        types.put("contact", contact());
        types.put("tamper", List.of(Reading.of("tampered", "/tamper_reports", ServiceTypes::tampered)));
        types.put("button", List.of(event("button_event", "/button/button_report/event", "/button/last_event")));
        types.put("bell_button", List.of(event("bell_event", "/bell/bell_report/event", "/bell/last_event")));
        types.put("relative_rotary", rotary());
        types.put("device_power", power());
        return types;
    }

    /**
     * Colour temperature is in mirek, a million divided by kelvin, and null where the light shows a colour that is none. What
     * beside it says whether it is valid says nothing more, and some bridges say it of the warmest and the coldest white.
     */
    private static List<Reading> light() {
        return List.of(
                flag("on", "/on/on"),
                number("brightness", "%", "/dimming/brightness"),
                number("color_temperature", "MK-1", "/color_temperature/mirek"),
                Reading.of("color_xy", "/color/xy", ServiceTypes::colour),
                text("effect", "/effects_v2/status/effect").or("/effects/status"));
    }

    private static List<Reading> motion(String name) {
        return List.of(
                flag(name, "/motion/motion_report/motion")
                        .since("/motion/motion_report/changed")
                        .or("/motion/motion")
                        .unlessNot("/motion/motion_valid"),
                flag(name + "_enabled", "/enabled"));
    }

    /** The vendor tells 10000 log10(lux) + 1, the MeasuredValue of the cluster Illuminance Measurement of Zigbee. */
    private static List<Reading> illuminance() {
        return List.of(
                computed(
                                "illuminance",
                                "lx",
                                "/light/light_level_report/light_level",
                                level -> Math.pow(10, (level - 1) / 10_000))
                        .since("/light/light_level_report/changed")
                        .or("/light/light_level")
                        .unlessNot("/light/light_level_valid"),
                flag("illuminance_enabled", "/enabled"));
    }

    private static List<Reading> temperature() {
        return List.of(
                number("temperature", "Cel", "/temperature/temperature_report/temperature")
                        .since("/temperature/temperature_report/changed")
                        .or("/temperature/temperature")
                        .unlessNot("/temperature/temperature_valid"),
                flag("temperature_enabled", "/enabled"));
    }

    private static List<Reading> contact() {
        return List.of(
                word("open", "/contact_report/state", Map.of("no_contact", true, "contact", false))
                        .since("/contact_report/changed"),
                flag("contact_enabled", "/enabled"));
    }

    private static List<Reading> rotary() {
        return List.of(
                event("rotary_event", "/relative_rotary/rotary_report/action", "/relative_rotary/last_event/action"),
                turn(text("rotary_direction", "/relative_rotary/rotary_report/rotation/direction"), "direction"),
                turn(number("rotary_steps", "1", "/relative_rotary/rotary_report/rotation/steps"), "steps"),
                turn(number("rotary_duration", "ms", "/relative_rotary/rotary_report/rotation/duration"), "duration"));
    }

    private static Reading turn(Reading report, String field) {
        return report.since("/relative_rotary/rotary_report/updated")
                .or("/relative_rotary/last_event/rotation/" + field)
                .happened();
    }

    private static Reading event(String name, String report, String deprecated) {
        return text(name, report)
                .since(report.substring(0, report.lastIndexOf('/')) + "/updated")
                .or(deprecated)
                .happened();
    }

    private static List<Reading> power() {
        return List.of(
                number("battery", "%", "/power_state/battery_level"),
                text("battery_state", "/power_state/battery_state"));
    }

    /** One report for each way of tampering; no report, no tampering. */
    private static Optional<Observation> tampered(String name, JsonNode reports, Instant told) {
        Reading.check(reports.isArray(), name, "a list");
        var newest = Optional.<Instant>empty();
        var tampered = false;
        for (var report : reports) {
            tampered |= report.path("state").asText().equals("tampered");
            var changed = Times.ofReport(report.path("changed").asText(), told);
            newest = newest.filter(before -> changed.isEmpty() || before.isAfter(changed.get()))
                    .or(() -> changed);
        }
        return Optional.of(new Observation.Status(name, tampered, newest.orElse(told)));
    }

    /** Coordinates of CIE 1931, as {@code x,y}. */
    private static Optional<Observation> colour(String name, JsonNode xy, Instant validAt) {
        Reading.check(xy.path("x").isNumber() && xy.path("y").isNumber(), name, "two numbers");
        var text = xy.get("x").asDouble() + "," + xy.get("y").asDouble();
        return Optional.of(new Observation.Status(name, text, validAt));
    }
}
