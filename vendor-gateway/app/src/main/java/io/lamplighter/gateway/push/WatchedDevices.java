package io.lamplighter.gateway.push;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Watched;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The devices of one subscription, in our terms and in the vendor's. */
final class WatchedDevices implements Watched {
    private final Account account;
    private final CopyOnWriteArrayList<MultiEmitter<? super Set<VendorDevice>>> listeners =
            new CopyOnWriteArrayList<>();
    private volatile Map<VendorDevice, DeviceView> devices = Map.of();

    WatchedDevices(Account account, Collection<DeviceView> devices) {
        this.account = account;
        this.devices = byVendorDevice(devices);
    }

    /** Answers whether that is a change. */
    boolean become(Collection<DeviceView> now) {
        var before = devices;
        devices = byVendorDevice(now);
        if (before.keySet().equals(devices.keySet())) {
            return false;
        }
        listeners.forEach(listener -> listener.emit(devices.keySet()));
        return true;
    }

    Optional<DeviceView> device(VendorDevice told) {
        return Optional.ofNullable(devices.get(told));
    }

    Collection<DeviceView> views() {
        return devices.values();
    }

    @Override
    public Set<VendorDevice> devices() {
        return devices.keySet();
    }

    @Override
    public Multi<Set<VendorDevice>> changes() {
        // Whoever is slow needs the last of them only, and each may be of many thousands.
        return Multi.createFrom().<Set<VendorDevice>>emitter(this::listen, BackPressureStrategy.LATEST);
    }

    private void listen(MultiEmitter<? super Set<VendorDevice>> listener) {
        listeners.add(listener);
        listener.onTermination(() -> listeners.remove(listener));
        listener.emit(devices.keySet());
    }

    private Map<VendorDevice, DeviceView> byVendorDevice(Collection<DeviceView> views) {
        var byDevice = new HashMap<VendorDevice, DeviceView>();
        views.forEach(view -> byDevice.put(new VendorDevice(account, view.vendorIds()), view));
        // Not a copy: the maps of Map.copyOf look at one entry after another where ids are numbered.
        return Collections.unmodifiableMap(byDevice);
    }
}
