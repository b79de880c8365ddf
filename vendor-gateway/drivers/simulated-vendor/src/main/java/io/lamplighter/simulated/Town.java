package io.lamplighter.simulated;

import io.lamplighter.simulated.SimulatedDevice.Place;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All devices by their ids, house after house. */
final class Town {
    private static final int DEVICES_IN_A_HOUSE = 3 * House.ROOMS.size();

    private final SimulatedVendorOptions options;
    private final Recordings recordings;
    private final Map<String, SimulatedDevice> devices = new LinkedHashMap<>();

    private Town(SimulatedVendorOptions options) {
        this.options = options;
        this.recordings = options.replay().map(Recordings::in).orElse(Recordings.NONE);
    }

    static Town build(SimulatedVendorOptions options, SimulatedTime time) {
        var town = new Town(options);
        var weather = new Weather(options.seed(), options.zone());
        for (var number = 1; town.devices.size() < options.devices(); number++) {
            town.settle(new House(options.seed() * 1_000_003L + number * 1_000L, time, weather), number);
        }
        return town;
    }

    Collection<SimulatedDevice> devices() {
        return devices.values();
    }

    Optional<SimulatedDevice> find(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    private void settle(House house, int number) {
        var first = (number - 1) * DEVICES_IN_A_HOUSE;
        for (var i = 0; i < House.ROOMS.size(); i++) {
            var room = House.ROOMS.get(i);
            add(heater(new Place(house, number, room, first + 3 * i)));
            add(thermometer(new Place(house, number, room, first + 3 * i + 1)));
            add(third(new Place(house, number, room, first + 3 * i + 2)));
        }
    }

    private void add(SimulatedDevice device) {
        if (devices.size() < options.devices()) {
            devices.put(device.id(), device);
        }
    }

    private SimulatedDevice heater(Place place) {
        return plug(place, Model.HEATER, place.house().heater(place.room()));
    }

    private SimulatedDevice third(Place place) {
        return switch (place.room()) {
            case "kitchen" -> houseMeter(place);
            case "office" -> loadMeter(place);
            case "living room" -> dimmer(place);
            default -> plug(place, Model.LAMP, place.house().lamp(place.room()));
        };
    }

    private SimulatedDevice plug(Place place, Model model, Load load) {
        var seed = seed(place);
        return new SimulatedDevice(
                place, model, Optional.of(load), () -> Components.switching(place.house(), load, seed));
    }

    private SimulatedDevice dimmer(Place place) {
        var lamp = place.house().lamp(place.room());
        return new SimulatedDevice(
                place, Model.DIMMER, Optional.of(lamp), () -> Components.light(place.house(), lamp, seed(place)));
    }

    private SimulatedDevice thermometer(Place place) {
        var house = place.house();
        var room = house.room(place.room());
        var temperature = recordings.nextTemperature();
        var humidity = recordings.nextHumidity();
        return new SimulatedDevice(
                place,
                Model.THERMOMETER,
                Optional.empty(),
                () -> Components.climate(
                        temperature.at(house.elapsed()).orElseGet(room::temperature),
                        humidity.at(house.elapsed()).orElseGet(() -> room.humidity(house.now()))));
    }

    private SimulatedDevice houseMeter(Place place) {
        place.house().base().follow(recordings.nextPower());
        return new SimulatedDevice(
                place, Model.HOUSE_METER, Optional.empty(), () -> Components.houseMeter(place.house(), seed(place)));
    }

    private SimulatedDevice loadMeter(Place place) {
        var computer = place.house().computer();
        computer.follow(recordings.nextPower());
        return new SimulatedDevice(
                place,
                Model.LOAD_METER,
                Optional.empty(),
                () -> Components.loadMeter(place.house(), computer, seed(place)));
    }

    private long seed(Place place) {
        return options.seed() * 7_919L + place.number();
    }
}
