package io.lamplighter.driver;

import java.util.Map;

/**
 * A device that the vendor says there is.
 *
 * @param name what the vendor calls it
 * @param type such as {@code plug} or {@code thermometer}
 * @param vendorIds ready to be registered
 */
public record DiscoveredDevice(String name, String type, Map<String, String> vendorIds) {
    public DiscoveredDevice {
        vendorIds = Map.copyOf(vendorIds);
    }
}
