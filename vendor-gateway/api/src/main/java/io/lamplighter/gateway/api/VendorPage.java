package io.lamplighter.gateway.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The vendors that the gateway serves, by key.
 *
 * @param next always null: there are few
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VendorPage(List<VendorView> items, String next) {
    public VendorPage {
        items = List.copyOf(items);
    }
}
