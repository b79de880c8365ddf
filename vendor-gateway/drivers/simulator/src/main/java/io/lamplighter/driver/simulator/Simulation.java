package io.lamplighter.driver.simulator;

import io.lamplighter.driver.DriverException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All simulated heaters: here stands what in other drivers is the client of the vendor's API. */
class Simulation {
    private final Map<String, SimulatedHeater> heaters = new ConcurrentHashMap<>();

    /** The heater of this id. */
    SimulatedHeater heater(String id, Instant now) {
        if (id.startsWith("missing")) {
            throw new DriverException.Rejected("vendorIds.id: there is no device " + id);
        }
        return heaters.computeIfAbsent(id, unseen -> new SimulatedHeater(unseen, now));
    }
}
