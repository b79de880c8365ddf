package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * Picks enabled devices by what they are. An empty selector picks all of them.
 *
 * @param vendor only devices of this vendor; null for all
 * @param labels a device must have each of these
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selector(String vendor, Map<String, String> labels) {
    public Selector {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }
}
