package io.lamplighter.driver;

import io.smallrye.mutiny.Multi;
import java.util.Set;

/**
 * The devices of one account that a subscription is about. They change while it lasts: devices are registered and deleted,
 * and replicas hand them over. What is told of others is left out by the driver.
 */
public interface Watched {

    /** Those that are watched now; cheap, may be asked with every event and from any thread. */
    Set<VendorDevice> devices();

    /** Those that are watched now, once when subscribed to, and all of them again after each change. */
    Multi<Set<VendorDevice>> changes();

    /** Always the same devices. */
    static Watched only(Set<VendorDevice> devices) {
        var same = Set.copyOf(devices);
        return new Watched() {
            @Override
            public Set<VendorDevice> devices() {
                return same;
            }

            @Override
            public Multi<Set<VendorDevice>> changes() {
                return Multi.createFrom().item(same);
            }
        };
    }
}
