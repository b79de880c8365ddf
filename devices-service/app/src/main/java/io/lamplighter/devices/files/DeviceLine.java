package io.lamplighter.devices.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import java.util.UUID;

/** What a file says about a device: all that a caller may say, and nothing that the registry keeps by itself. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceLine(
        UUID id,
        String name,
        String type,
        String vendor,
        String account,
        Map<String, String> vendorIds,
        Location location,
        Map<String, String> labels,
        boolean enabled,
        Map<String, Object> metadata,
        UUID parentId) {

    static DeviceLine of(DeviceView device) {
        return new DeviceLine(
                device.id(),
                device.name(),
                device.type(),
                device.vendor(),
                device.account(),
                device.vendorIds(),
                device.location(),
                device.labels(),
                device.enabled(),
                device.metadata().isEmpty() ? null : device.metadata(),
                device.parentId());
    }
}
