package io.lamplighter.driver.simulator;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All simulated heaters: here stands what in other drivers is the client of the vendor's API. */
class Simulation {
    private final Map<String, SimulatedHeater> heaters = new ConcurrentHashMap<>();
    private volatile BroadcastProcessor<Changed> changes = BroadcastProcessor.create();
    private final AtomicInteger listeners = new AtomicInteger();

    /** Somebody set something of this heater. */
    record Changed(String id, Instant at) {}

    /** The heater of this id. */
    SimulatedHeater heater(String id, Instant now) {
        if (id.startsWith("missing")) {
            throw new DriverException.Rejected("vendorIds.id: there is no device " + id);
        }
        return heaters.computeIfAbsent(id, unseen -> new SimulatedHeater(unseen, now));
    }

    /** Tells whoever listens. */
    synchronized void changed(String id, Instant at) {
        changes.onNext(new Changed(id, at));
    }

    /** What is changed from now on, until {@link #end()}. */
    Multi<Changed> changes() {
        return changes.onSubscription()
                .invoke(listeners::incrementAndGet)
                .onTermination()
                .invoke(listeners::decrementAndGet);
    }

    /** How many listen. */
    int listeners() {
        return listeners.get();
    }

    /** Whoever listens now is told nothing more. */
    synchronized void end() {
        var ended = changes;
        changes = BroadcastProcessor.create();
        ended.onComplete();
    }
}
