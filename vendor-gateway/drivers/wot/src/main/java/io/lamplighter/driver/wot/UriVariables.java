package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The variables of addresses: what they are before anybody asks. A value comes from the device's vendor id, else from the
 * description's {@code const} or {@code default}; where the description lists values, each is something of its own to read;
 * what is left may stay out of a query, but not out of a path.
 */
final class UriVariables {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([+#./;?&]?)([^{}]*)}");
    private static final int MOST = 16;

    private final Map<String, JsonNode> schemas = new LinkedHashMap<>();
    private final Map<String, String> given;

    UriVariables(JsonNode thing, JsonNode affordance, Map<String, String> given) {
        this.given = given;
        thing.path("uriVariables").properties().forEach(entry -> schemas.put(entry.getKey(), entry.getValue()));
        affordance.path("uriVariables").properties().forEach(entry -> schemas.put(entry.getKey(), entry.getValue()));
    }

    Set<String> names() {
        return schemas.keySet();
    }

    /** The values that are known. */
    Map<String, String> known() {
        var known = new HashMap<String, String>();
        schemas.forEach((name, schema) -> {
            var value = schema.has("const") ? schema.get("const") : schema.path("default");
            if (value.isValueNode() && !value.isNull() && !value.isMissingNode()) {
                known.put(name, value.asText());
            }
        });
        known.putAll(given);
        return Map.copyOf(known);
    }

    /**
     * The values of what is not known but listed, in all combinations; one without any where nothing is listed.
     *
     * @throws DriverException.Unsupported when a path lacks a value, or when there are too many combinations
     */
    List<Map<String, String>> choices(String href) {
        var known = known();
        List<Map<String, String>> choices = List.of(Map.of());
        for (var name : variables(href, true)) {
            var values = schemas.getOrDefault(name, Json.MAPPER.missingNode()).path("enum");
            if (!known.containsKey(name) && values.isArray() && !values.isEmpty()) {
                choices = combined(choices, name, values);
            }
        }
        requirePath(href, known, choices.getFirst());
        return choices;
    }

    private static List<Map<String, String>> combined(List<Map<String, String>> before, String name, JsonNode values) {
        if (before.size() * values.size() > MOST) {
            throw new DriverException.Unsupported("its URI variables have more than %d combinations".formatted(MOST));
        }
        var combined = new ArrayList<Map<String, String>>();
        for (var choice : before) {
            for (var value : values) {
                var more = new LinkedHashMap<>(choice);
                more.put(name, value.asText());
                combined.add(more);
            }
        }
        return combined;
    }

    private static void requirePath(String href, Map<String, String> known, Map<String, String> chosen) {
        for (var name : variables(href, false)) {
            require(known.containsKey(name) || chosen.containsKey(name), name);
        }
    }

    /** @throws DriverException.Rejected when a path lacks a value */
    static void requireGiven(Form form, Map<String, String> given) {
        for (var name : variables(form.href(), false)) {
            if (!form.variables().containsKey(name) && !given.containsKey(name)) {
                throw new DriverException.Rejected("the URI variable %.60s is missing".formatted(name));
            }
        }
    }

    private static void require(boolean holds, String name) {
        if (!holds) {
            throw new DriverException.Unsupported(
                    "it needs the URI variable %.60s, which the vendor id variables may give".formatted(name));
        }
    }

    private static Set<String> variables(String href, boolean ofQueriesToo) {
        var names = new TreeSet<String>();
        var expressions = EXPRESSION.matcher(href);
        while (expressions.find()) {
            if (ofQueriesToo || !expressions.group(1).matches("[?&]")) {
                for (var name : expressions.group(2).split(",", -1)) {
                    names.add(name.replaceFirst("(\\*|:[0-9]+)$", ""));
                }
            }
        }
        return names;
    }
}
