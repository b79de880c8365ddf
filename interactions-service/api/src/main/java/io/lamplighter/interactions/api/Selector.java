package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import java.util.Map;

/**
 * Picks enabled devices by what they are. An empty selector picks all of them.
 *
 * @param vendor only devices of this vendor; null for all
 * @param type only devices of this type; null for all
 * @param labels a device must have each of these
 * @param expression what labels must be, joined by commas: {@code room=kitchen}, {@code room!=hall}, {@code room in
 *     (kitchen,hall)}, {@code room notin (hall)}, {@code demo} (has it), {@code !demo} (has it not)
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Selector(
        @Size(max = 100) String vendor,
        @Size(max = 100) String type,
        Map<String, String> labels,
        @Size(max = 1000) String expression) {
    public Selector {
        labels = labels == null ? Map.of() : Map.copyOf(labels);
    }

    public Selector(String vendor, Map<String, String> labels) {
        this(vendor, null, labels, null);
    }

    /** Whether it leaves out no device. */
    public boolean picksEverything() {
        return vendor == null && type == null && labels.isEmpty() && (expression == null || expression.isBlank());
    }
}
