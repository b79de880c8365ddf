package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of devices, ordered by id.
 *
 * @param items the devices of this page
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DevicePage(List<DeviceView> items, String next) {
    public DevicePage {
        items = List.copyOf(items);
    }
}
