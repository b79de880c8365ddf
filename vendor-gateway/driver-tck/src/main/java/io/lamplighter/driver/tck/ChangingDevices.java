package io.lamplighter.driver.tck;

import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import java.util.Set;

/** Watched devices that a test changes. */
final class ChangingDevices implements Watched {
    private final BroadcastProcessor<Set<VendorDevice>> later = BroadcastProcessor.create();
    private volatile Set<VendorDevice> current = Set.of();

    void become(Set<VendorDevice> devices) {
        current = Set.copyOf(devices);
        later.onNext(current);
    }

    @Override
    public Set<VendorDevice> devices() {
        return current;
    }

    @Override
    public Multi<Set<VendorDevice>> changes() {
        // In this order: what becomes watched between the two would be told to nobody.
        return Multi.createBy()
                .merging()
                .streams(later, Multi.createFrom().item(this::devices))
                .onOverflow()
                .buffer(16);
    }
}
