package io.lamplighter.gateway.discoveries;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.api.FoundDevice;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The registered devices of a vendor, to be looked up by what was found: one that has all vendor ids of it, perhaps more. */
final class Registered {
    private record Identity(String account, Map<String, String> vendorIds) {}

    private final List<DeviceView> devices;
    private final Map<Set<String>, Map<Identity, DeviceView>> byNames = new HashMap<>();

    Registered(Collection<DeviceView> all, String vendor) {
        this.devices =
                all.stream().filter(device -> device.vendor().equals(vendor)).toList();
    }

    Optional<DeviceView> find(FoundDevice found) {
        var sameNames = byNames.computeIfAbsent(found.vendorIds().keySet(), this::by);
        return Optional.ofNullable(sameNames.get(new Identity(found.account(), found.vendorIds())));
    }

    private Map<Identity, DeviceView> by(Set<String> names) {
        var identities = new HashMap<Identity, DeviceView>();
        for (var device : devices) {
            if (device.vendorIds().keySet().containsAll(names)) {
                var ids = new HashMap<>(device.vendorIds());
                ids.keySet().retainAll(names);
                identities.putIfAbsent(new Identity(device.account(), ids), device);
            }
        }
        return identities;
    }
}
