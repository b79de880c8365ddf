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
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(this::devices), later)
                .onOverflow()
                .buffer(16);
    }
}
