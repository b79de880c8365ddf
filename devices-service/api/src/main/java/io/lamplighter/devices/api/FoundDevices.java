package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.UUID;

/**
 * The devices that were looked up.
 *
 * @param items those that there are, in the order asked for
 * @param missing the ids of which there is no device
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record FoundDevices(List<DeviceView> items, List<UUID> missing) {
    public FoundDevices {
        items = List.copyOf(items);
        missing = List.copyOf(missing);
    }
}
