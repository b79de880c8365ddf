package io.lamplighter.gateway.api;

import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * Registers a device that was found; what is absent is as the vendor says.
 *
 * @param name what people will call it
 * @param type such as {@code plug}
 * @param location the room or place, by name
 * @param labels for selectors
 * @param enabled true when absent
 */
public record AcceptDiscovery(
        @Size(min = 1, max = 100) String name,
        @Size(min = 1, max = 100) String type,
        @Size(min = 1, max = 100) String location,
        @Size(max = 64) Map<String, String> labels,
        Boolean enabled) {
    public AcceptDiscovery {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
