package io.lamplighter.devices.selectors;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One requirement of a label expression.
 *
 * @param isNegated whether it is what a device must not have
 * @param name of the label
 * @param values of which it must have one; none when it is enough that there is such a label
 */
record LabelRequirement(boolean isNegated, String name, List<String> values) {

    String condition(Conditions conditions) {
        var asked = values.isEmpty()
                ? "labels ? " + conditions.bind(name)
                : values.stream()
                        .map(value -> "labels @> " + conditions.bind(JsonObject.of(name, value)))
                        .collect(Collectors.joining(" or ", "(", ")"));
        return isNegated ? "not " + asked : asked;
    }
}
