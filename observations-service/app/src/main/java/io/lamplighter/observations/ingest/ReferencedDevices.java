package io.lamplighter.observations.ingest;

import io.lamplighter.observations.registry.KnownDevices;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds the devices that a request names, however it names them. */
@Singleton
class ReferencedDevices {
    private final KnownDevices devices;

    ReferencedDevices(KnownDevices devices) {
        this.devices = devices;
    }

    /**
     * Those that exist, with their ids.
     *
     * <p>Fails with {@link io.lamplighter.observations.registry.RegistryUnreachableException} when that cannot be told now.
     */
    Uni<Map<DeviceReference, UUID>> known(Set<DeviceReference> references) {
        var ids = new HashSet<UUID>();
        var ofVendors = new HashSet<DeviceReference.OfVendor>();
        for (var each : references) {
            switch (each) {
                case DeviceReference.OfId(var id) -> ids.add(id);
                case DeviceReference.OfVendor ofVendor -> ofVendors.add(ofVendor);
            }
        }
        return devices.unknownAmong(ids).chain(unknown -> {
            ids.removeAll(unknown);
            var known = HashMap.<DeviceReference, UUID>newHashMap(references.size());
            ids.forEach(id -> known.put(new DeviceReference.OfId(id), id));
            return ofVendors.isEmpty() ? Uni.createFrom().item(known) : addVendors(known, ofVendors);
        });
    }

    private Uni<Map<DeviceReference, UUID>> addVendors(
            Map<DeviceReference, UUID> known, Set<DeviceReference.OfVendor> references) {
        var keys = new HashMap<KnownDevices.VendorKey, DeviceReference>();
        references.forEach(
                each -> keys.put(new KnownDevices.VendorKey(each.vendor(), each.account(), each.vendorIds()), each));
        return devices.named(keys.keySet()).map(found -> {
            found.forEach((key, id) -> known.put(keys.get(key), id));
            return known;
        });
    }
}
