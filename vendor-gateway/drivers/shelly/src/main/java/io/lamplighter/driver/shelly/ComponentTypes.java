package io.lamplighter.driver.shelly;

import static io.lamplighter.driver.shelly.Reading.colour;
import static io.lamplighter.driver.shelly.Reading.flag;
import static io.lamplighter.driver.shelly.Reading.number;
import static io.lamplighter.driver.shelly.Reading.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The component types of the vendor and what is read from each, with units as the vendor documents them: a table, so that
 * a new type is a new line.
 */
final class ComponentTypes {
    /** What is read from each type, in the order in which types claim names. */
    static final Map<String, List<Reading>> READ = read();

    /** Types that say nothing about the house: connections, screens, scripts, and bridges to other systems. */
    static final Set<String> IGNORED = Set.of(
            "ble",
            "blugw",
            "bthome",
            "cloud",
            "dali",
            "eth",
            "ht_ui",
            "knx",
            "matter",
            "media",
            "modbus",
            "mqtt",
            "plugs_ui",
            "pluguk_ui",
            "plusrgbwpm",
            "powerstrip_ui",
            "script",
            "sys",
            "ui",
            "wd_ui",
            "wifi",
            "ws",
            "zigbee");

    private ComponentTypes() {}

    private static Map<String, List<Reading>> read() {
        var types = new LinkedHashMap<String, List<Reading>>();
        types.put("switch", output());
        types.put("light", with(output(), number("brightness", "%", "/brightness")));
        types.put("cct", with(types.get("light"), number("color_temperature", "K", "/ct")));
        types.put("rgb", with(types.get("light"), colour("color", "/rgb")));
        types.put("rgbw", with(types.get("rgb"), number("white", "1", "/white")));
        types.put("cover", cover());
        types.put("cb", breaker());
        types.put("pm1", load());
        types.put("em", threePhases());
        types.put("em1", onePhase());
        types.put("emdata", threePhaseCounters());
        types.put("em1data", onePhaseCounters());
        types.put("temperature", List.of(number("temperature", "Cel", "/tC")));
        types.put("humidity", List.of(number("humidity", "%", "/rh")));
        types.put("illuminance", illuminance());
        types.put("voltmeter", List.of(number("voltage", "V", "/voltage")));
        types.put("thermostat", thermostat());
        types.put("smoke", alarm());
        types.put("flood", alarm());
        types.put("gas", gas());
        types.put("sensor", sensor());
        types.put("input", input());
        types.put("devicepower", devicePower());
        types.put("boolean", List.of(flag("boolean", "/value")));
        types.put("number", List.of(number("number", "1", "/value")));
        types.put("text", List.of(text("text", "/value")));
        types.put("enum", List.of(text("enum", "/value")));
        return types;
    }

    private static List<Reading> output() {
        return with(load(), flag("on", "/output"), number("device_temperature", "Cel", "/temperature/tC"));
    }

    private static List<Reading> cover() {
        return with(
                load(),
                text("state", "/state"),
                number("position", "%", "/current_pos"),
                number("target_position", "%", "/target_pos"),
                number("device_temperature", "Cel", "/temperature/tC"));
    }

    private static List<Reading> load() {
        return List.of(
                number("power", "W", "/apower"),
                number("apparent_power", "V.A", "/aprtpower"),
                number("voltage", "V", "/voltage"),
                number("current", "A", "/current"),
                number("power_factor", "1", "/pf"),
                number("frequency", "Hz", "/freq"),
                number("energy", "W.h", "/aenergy/total"),
                number("energy_returned", "W.h", "/ret_aenergy/total"));
    }

    private static List<Reading> onePhase() {
        return List.of(
                number("power", "W", "/act_power"),
                number("apparent_power", "V.A", "/aprt_power"),
                number("voltage", "V", "/voltage"),
                number("current", "A", "/current"),
                number("power_factor", "1", "/pf"),
                number("frequency", "Hz", "/freq"));
    }

    private static List<Reading> threePhases() {
        return with(
                phases(phase -> List.of(
                        number("power_" + phase, "W", "/" + phase + "_act_power"),
                        number("apparent_power_" + phase, "V.A", "/" + phase + "_aprt_power"),
                        number("voltage_" + phase, "V", "/" + phase + "_voltage"),
                        number("current_" + phase, "A", "/" + phase + "_current"),
                        number("power_factor_" + phase, "1", "/" + phase + "_pf"),
                        number("frequency_" + phase, "Hz", "/" + phase + "_freq"))),
                number("power", "W", "/total_act_power"),
                number("apparent_power", "V.A", "/total_aprt_power"),
                number("current", "A", "/total_current"),
                number("current_n", "A", "/n_current"));
    }

    private static List<Reading> threePhaseCounters() {
        return with(
                phases(phase -> List.of(
                        number("energy_" + phase, "W.h", "/" + phase + "_total_act_energy"),
                        number("energy_returned_" + phase, "W.h", "/" + phase + "_total_act_ret_energy"))),
                number("energy", "W.h", "/total_act"),
                number("energy_returned", "W.h", "/total_act_ret"));
    }

    private static List<Reading> onePhaseCounters() {
        return List.of(
                number("energy", "W.h", "/total_act_energy"),
                number("energy_returned", "W.h", "/total_act_ret_energy"));
    }

    private static List<Reading> illuminance() {
        return List.of(number("illuminance", "lx", "/lux"), text("illumination", "/illumination"));
    }

    /** Circuit breakers, which are switched by hand. */
    private static List<Reading> breaker() {
        return List.of(flag("on", "/output"), number("device_temperature", "Cel", "/temperature/tC"));
    }

    /** Of generation 1 only. */
    private static List<Reading> gas() {
        return List.of(flag("alarm", "/alarm"), number("concentration", "[ppm]", "/ppm"));
    }

    /** The valve is of generation 1 only. */
    private static List<Reading> thermostat() {
        return List.of(
                number("valve_position", "%", "/pos"),
                flag("thermostat_enabled", "/enable"),
                flag("heating", "/output"),
                number("target_temperature", "Cel", "/target_C"),
                number("current_temperature", "Cel", "/current_C"));
    }

    private static List<Reading> alarm() {
        return List.of(flag("alarm", "/alarm"), flag("muted", "/mute"));
    }

    /** Of generation 1 only: windows, doors and motion. */
    private static List<Reading> sensor() {
        return List.of(flag("open", "/open"), flag("motion", "/motion"), flag("vibration", "/vibration"));
    }

    private static List<Reading> input() {
        return List.of(
                flag("input", "/state"),
                number("input_percent", "%", "/percent"),
                number("input_count", "1", "/counts/total"),
                number("input_frequency", "Hz", "/freq"));
    }

    private static List<Reading> devicePower() {
        return List.of(
                number("battery", "%", "/battery/percent"),
                number("battery_voltage", "V", "/battery/V"),
                flag("external_power", "/external/present"));
    }

    private static List<Reading> phases(Function<String, List<Reading>> ofOne) {
        return Stream.of("a", "b", "c").map(ofOne).flatMap(List::stream).toList();
    }

    private static List<Reading> with(List<Reading> readings, Reading... more) {
        var all = new ArrayList<>(List.of(more));
        all.addAll(readings);
        return List.copyOf(all);
    }
}
