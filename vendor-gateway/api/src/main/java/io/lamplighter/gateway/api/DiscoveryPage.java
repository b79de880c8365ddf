package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * Devices that a vendor says there are, by name.
 *
 * @param next what to ask for as {@code after}; null on the last page
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryPage(List<DiscoveryView> items, String next) {
    public DiscoveryPage {
        items = List.copyOf(items);
    }
}
