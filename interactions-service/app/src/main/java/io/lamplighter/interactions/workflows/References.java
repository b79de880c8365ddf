package io.lamplighter.interactions.workflows;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.interactions.problems.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Objects {@code {"$from": POINTER, "default": VALUE}} in arguments, which stand for what earlier steps brought. */
final class References {
    private static final String FROM = "$from";
    private static final Pattern STEP = Pattern.compile("/steps/(\\d{1,3})(/.*)?");

    private References() {}

    static boolean in(Object value) {
        return switch (value) {
            case Map<?, ?> map when map.containsKey(FROM) -> true;
            case Map<?, ?> map -> map.values().stream().anyMatch(References::in);
            case Collection<?> items -> items.stream().anyMatch(References::in);
            case null, default -> false;
        };
    }

    /** @param step the place of the step whose arguments these are; only earlier ones can be referred to */
    static void check(Object value, int step, List<Violation> violations) {
        switch (value) {
            case Map<?, ?> map when map.containsKey(FROM) -> checkPointer(map.get(FROM), step, violations);
            case Map<?, ?> map -> map.values().forEach(inner -> check(inner, step, violations));
            case Collection<?> items -> items.forEach(inner -> check(inner, step, violations));
            case null, default -> {}
        }
    }

    private static void checkPointer(Object pointer, int step, List<Violation> violations) {
        if (!(pointer instanceof String text) || !text.startsWith("/")) {
            violations.add(
                    new Violation("arguments", "has a $from that is no JSON Pointer, such as /steps/0/values/power"));
            return;
        }
        var referred = STEP.matcher(text);
        boolean earlier = referred.matches() && Integer.parseInt(referred.group(1)) < step;
        if (!earlier && !text.startsWith("/arguments/")) {
            violations.add(new Violation(
                    "arguments",
                    "has a $from to " + text + ": must begin with /arguments/ or /steps/N of an earlier step"));
        }
    }

    /** The arguments with each reference replaced. @throws UnresolvedException when there is nothing and no default */
    static JsonNode resolve(JsonNode value, JsonNode known, ObjectMapper mapper) {
        return switch (value) {
            case ObjectNode object when object.has(FROM) -> referred(object, known);
            case ObjectNode object -> {
                var resolved = mapper.createObjectNode();
                object.properties()
                        .forEach(field -> resolved.set(field.getKey(), resolve(field.getValue(), known, mapper)));
                yield resolved;
            }
            case ArrayNode array -> {
                var resolved = mapper.createArrayNode();
                array.forEach(item -> resolved.add(resolve(item, known, mapper)));
                yield resolved;
            }
            default -> value;
        };
    }

    private static JsonNode referred(ObjectNode reference, JsonNode known) {
        var pointer = reference.get(FROM).asText();
        var found = known.at(JsonPointer.compile(pointer));
        if (!found.isMissingNode() && !found.isNull()) {
            return found;
        }
        if (!reference.has("default")) {
            throw new UnresolvedException(pointer);
        }
        return reference.get("default");
    }

    /** There is nothing where a reference points. */
    static final class UnresolvedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnresolvedException(String pointer) {
            super("Nothing is at " + pointer + ", and there is no default.", null, false, false);
        }
    }
}
