package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.VendorDevice;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The conventions there are. */
final class Conventions {
    /** By their keys. */
    static final Map<String, Convention> ALL = all();

    private Conventions() {}

    /** @throws DriverException.Rejected when the device does not say it, or something else */
    static Convention of(VendorDevice device) {
        var key = device.vendorId(Convention.CONVENTION);
        if (!ALL.containsKey(key)) {
            throw new DriverException.Rejected("vendorIds.convention must be one of " + ALL.keySet());
        }
        return ALL.get(key);
    }

    static Optional<Convention> find(VendorDevice device) {
        return Optional.ofNullable(ALL.get(device.vendorIds().getOrDefault(Convention.CONVENTION, "")));
    }

    private static Map<String, Convention> all() {
        var all = new LinkedHashMap<String, Convention>();
        Stream.of(new Zigbee2mqtt(), new Tasmota(), new Homie(false), new Homie(true))
                .forEach(convention -> all.put(convention.key(), convention));
        return all;
    }
}
