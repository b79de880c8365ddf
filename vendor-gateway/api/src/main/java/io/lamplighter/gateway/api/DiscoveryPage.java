package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * The devices that a vendor says there are.
 *
 * @param next always null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DiscoveryPage(List<Item> items, String next) {
    public DiscoveryPage {
        items = List.copyOf(items);
    }

    /**
     * One device, ready to be registered.
     *
     * @param name what the vendor calls it
     * @param type such as {@code plug}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(String name, String type, String vendor, String account, Map<String, String> vendorIds) {}
}
