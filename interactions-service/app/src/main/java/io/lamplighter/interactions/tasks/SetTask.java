package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.problems.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A task that sets one value.
 *
 * @param types the JSON types that the value may have
 * @param defaultName what is set when no name is given; null when it must be given
 */
record SetTask(String name, String description, List<String> types, String defaultName) implements Task {
    private static final int LONGEST_NAME = 100;

    @Override
    public Map<String, Object> arguments() {
        var named = new LinkedHashMap<String, Object>(
                Map.of("type", "string", "minLength", 1, "maxLength", LONGEST_NAME, "pattern", "\\S"));
        if (defaultName != null) {
            named.put("default", defaultName);
        }
        return Map.of(
                "type",
                "object",
                "properties",
                Map.of("name", named, "value", Map.of("type", types)),
                "required",
                defaultName == null ? List.of("name", "value") : List.of("value"),
                "additionalProperties",
                true);
    }

    @Override
    public List<Violation> check(Map<String, Object> arguments) {
        return arguments.get("value") instanceof Number number && !Double.isFinite(number.doubleValue())
                ? List.of(new Violation("arguments.value", "must be a finite number"))
                : List.of();
    }

    @Override
    public boolean changes() {
        return true;
    }
}
