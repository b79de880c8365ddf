package io.lamplighter.simulated;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Component statuses, in the shape in which real devices send them. */
final class Components {
    private static final double FREQUENCY = 50;
    private static final String[] PHASES = {"a", "b", "c"};

    private Components() {}

    static JsonObject switching(House house, Load load, long seed) {
        return new JsonObject()
                .put(
                        "switch:0",
                        metered(house, load, seed)
                                .put("source", "init")
                                .put("output", load.isOn())
                                .put("temperature", celsius(32 + house.power(load) / 100)));
    }

    static JsonObject light(House house, Load load, long seed) {
        return new JsonObject()
                .put(
                        "light:0",
                        metered(house, load, seed)
                                .put("source", "init")
                                .put("output", load.isOn())
                                .put("brightness", load.brightness())
                                .put("temperature", celsius(41)));
    }

    static JsonObject loadMeter(House house, Load load, long seed) {
        return new JsonObject().put("pm1:0", metered(house, load, seed).put("freq", FREQUENCY));
    }

    static JsonObject climate(double temperature, double humidity) {
        return new JsonObject()
                .put("temperature:0", celsius(temperature).put("id", 0))
                .put("humidity:0", new JsonObject().put("id", 0).put("rh", round(humidity, 1)))
                .put(
                        "devicepower:0",
                        new JsonObject()
                                .put("id", 0)
                                .put("battery", new JsonObject().put("V", 5.64).put("percent", 81))
                                .put("external", new JsonObject().put("present", false)));
    }

    static JsonObject houseMeter(House house, long seed) {
        var meter = new JsonObject().put("id", 0);
        var counters = new JsonObject().put("id", 0);
        double power = 0;
        double current = 0;
        double energy = 0;
        for (var phase = 0; phase < PHASES.length; phase++) {
            var volts = voltage(house, seed + phase);
            var watts = house.phasePower(phase);
            power += watts;
            current += watts / volts;
            energy += house.phaseEnergy(phase);
            putPhase(meter, PHASES[phase], volts, watts);
            counters.put(PHASES[phase] + "_total_act_energy", round(house.phaseEnergy(phase), 2))
                    .put(PHASES[phase] + "_total_act_ret_energy", 0);
        }
        meter.putNull("n_current")
                .put("total_current", round(current, 3))
                .put("total_act_power", round(power, 3))
                .put("total_aprt_power", round(power, 3))
                .put("user_calibrated_phase", new JsonArray());
        counters.put("total_act", round(energy, 2)).put("total_act_ret", 0);
        return new JsonObject().put("em:0", meter).put("emdata:0", counters);
    }

    /** What every device says of itself. Its clock is the real one and knows whole seconds only. */
    static JsonObject system(String mac) {
        return new JsonObject()
                .put(
                        "sys",
                        new JsonObject()
                                .put("mac", mac)
                                .put("restart_required", false)
                                .put("unixtime", Instant.now().getEpochSecond())
                                .put("uptime", 86_400)
                                .put("cfg_rev", 1)
                                .put("available_updates", new JsonObject()))
                .put(
                        "wifi",
                        new JsonObject()
                                .put("sta_ip", "127.0.0.1")
                                .put("status", "got ip")
                                .put("ssid", "")
                                .put("rssi", -55))
                .put("cloud", new JsonObject().put("connected", false));
    }

    private static JsonObject metered(House house, Load load, long seed) {
        var volts = voltage(house, seed);
        var watts = house.power(load);
        return new JsonObject()
                .put("id", 0)
                .put("apower", round(watts, 1))
                .put("voltage", round(volts, 1))
                .put("current", round(watts / volts, 3))
                .put(
                        "aenergy",
                        new JsonObject()
                                .put("total", round(load.wattHours(), 3))
                                .put("by_minute", new JsonArray().add(0).add(0).add(0))
                                .put("minute_ts", Instant.now().getEpochSecond() / 60 * 60));
    }

    private static void putPhase(JsonObject meter, String phase, double volts, double watts) {
        meter.put(phase + "_current", round(watts / volts, 3))
                .put(phase + "_voltage", round(volts, 1))
                .put(phase + "_act_power", round(watts, 1))
                .put(phase + "_aprt_power", round(watts, 1))
                .put(phase + "_pf", watts > 0 ? 1 : 0)
                .put(phase + "_freq", FREQUENCY);
    }

    private static JsonObject celsius(double degrees) {
        return new JsonObject().put("tC", round(degrees, 1)).put("tF", round(degrees * 1.8 + 32, 1));
    }

    private static double voltage(House house, long seed) {
        return 230 + 2 * Noise.at(seed, house.now(), 45);
    }

    private static double round(double value, int digits) {
        var scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }
}
