package io.lamplighter.simulated;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Four rooms, what heats and lights them, and the weather outside; moved on to the present when somebody looks. */
final class House {
    static final List<String> ROOMS = List.of("kitchen", "living room", "bedroom", "office");
    private static final double HEATER_WATTS = 1200;
    private static final double LAMP_WATTS = 9;
    private static final double COMPUTER_WATTS = 65;

    /** Longest step in seconds: outside changes little in it. */
    private static final double STEP = 300;

    private static final int MOST_STEPS = 600;

    private final SimulatedTime time;
    private final Weather weather;
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, Load> heaters = new LinkedHashMap<>();
    private final Map<String, Load> lamps = new LinkedHashMap<>();
    private final Load computer;
    private final Load base;
    private double now;
    private double elapsed;

    House(long seed, SimulatedTime time, Weather weather) {
        this.time = time;
        this.weather = weather;
        this.now = time.now();
        this.computer = new Load(seed + 20, COMPUTER_WATTS, true);
        this.base = new Load(seed + 21, 140, true);
        for (var i = 0; i < ROOMS.size(); i++) {
            furnish(ROOMS.get(i), seed + 30 + i, i % 2 == 0);
        }
    }

    Room room(String name) {
        return rooms.get(name);
    }

    Load heater(String room) {
        return heaters.get(room);
    }

    Load lamp(String room) {
        return lamps.get(room);
    }

    Load computer() {
        return computer;
    }

    /** What always runs: fridge, router, standby. */
    Load base() {
        return base;
    }

    double now() {
        return now;
    }

    double elapsed() {
        return elapsed;
    }

    /** Moves everything on to the present. */
    void advance() {
        var end = time.now();
        var step = Math.max(STEP, (end - now) / MOST_STEPS);
        while (now < end) {
            step(Math.min(step, end - now));
        }
        elapsed = time.elapsed();
    }

    double power(Load load) {
        return load.power(now, elapsed);
    }

    /** Watts of one of the three phases: heaters on the first, light and computer on the second, the rest on the third. */
    double phasePower(int phase) {
        return switch (phase) {
            case 0 -> sum(heaters.values());
            case 1 -> sum(lamps.values()) + power(computer);
            default -> power(base);
        };
    }

    /** Watt hours of one of the three phases, as {@link #phasePower}. */
    double phaseEnergy(int phase) {
        return switch (phase) {
            case 0 -> heaters.values().stream().mapToDouble(Load::wattHours).sum();
            case 1 -> lamps.values().stream().mapToDouble(Load::wattHours).sum() + computer.wattHours();
            default -> base.wattHours();
        };
    }

    private void furnish(String room, long seed, boolean heated) {
        rooms.put(room, new Room(room, seed, 19.5 + 2 * Noise.at(seed, 0, 1)));
        heaters.put(room, new Load(seed + 100, HEATER_WATTS, heated));
        lamps.put(room, new Load(seed + 200, LAMP_WATTS, heated));
    }

    private void step(double seconds) {
        var outside = weather.temperature(now);
        rooms.forEach((name, room) -> room.advance(seconds, outside, power(heaters.get(name))));
        heaters.values().forEach(load -> load.consume(power(load), seconds));
        lamps.values().forEach(load -> load.consume(power(load), seconds));
        computer.consume(power(computer), seconds);
        base.consume(power(base), seconds);
        now += seconds;
    }

    private double sum(Iterable<Load> loads) {
        var watts = 0.0;
        for (var load : loads) {
            watts += power(load);
        }
        return watts;
    }
}
