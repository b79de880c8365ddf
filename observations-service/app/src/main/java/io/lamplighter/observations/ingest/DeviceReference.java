package io.lamplighter.observations.ingest;

import java.util.Map;
import java.util.UUID;

/** How a request names a device. */
sealed interface DeviceReference {
    /** By our id. */
    record OfId(UUID id) implements DeviceReference {}

    /** As its vendor knows it. */
    record OfVendor(String vendor, String account, Map<String, String> vendorIds) implements DeviceReference {}
}
