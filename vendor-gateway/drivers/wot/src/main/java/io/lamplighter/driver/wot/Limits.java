package io.lamplighter.driver.wot;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a value may be, as far as it is checked before it is sent: patterns and steps are the device's to check.
 *
 * @param least numbers below are refused; {@code leastItself} says whether the bound itself is good
 * @param most numbers above are refused
 * @param choices the only values there are; empty for any
 * @param longest characters of a text
 */
record Limits(double least, boolean leastItself, double most, boolean mostItself, List<JsonNode> choices, int longest) {
    private static final int MANY = 256;

    static Limits of(JsonNode schema) {
        var above = schema.path("exclusiveMinimum");
        var below = schema.path("exclusiveMaximum");
        var choices = new ArrayList<JsonNode>();
        schema.path("enum").forEach(choices::add);
        if (schema.has("const")) {
            choices.add(schema.get("const"));
        }
        return new Limits(
                number(schema.path("minimum"), number(above, Double.NEGATIVE_INFINITY)),
                !above.isNumber(),
                number(schema.path("maximum"), number(below, Double.POSITIVE_INFINITY)),
                !below.isNumber(),
                choices.size() > MANY ? List.of() : List.copyOf(choices),
                schema.path("maxLength").asInt(Integer.MAX_VALUE));
    }

    private static double number(JsonNode bound, double otherwise) {
        return bound.isNumber() ? bound.asDouble() : otherwise;
    }

    /** @throws DriverException.Rejected when the value is not within */
    void check(String name, JsonNode value) {
        if (value.isNumber() && !isWithin(value.asDouble())) {
            throw new DriverException.Rejected("%s must be a number from %s to %s".formatted(name, least, most));
        }
        if (value.isTextual() && value.asText().length() > longest) {
            throw new DriverException.Rejected("%s must have at most %d characters".formatted(name, longest));
        }
        if (!choices.isEmpty() && choices.stream().noneMatch(choice -> isSame(choice, value))) {
            throw new DriverException.Rejected("%s must be one of %.300s".formatted(name, choices));
        }
    }

    private boolean isWithin(double number) {
        var isEnough = leastItself ? number >= least : number > least;
        var isNotTooMuch = mostItself ? number <= most : number < most;
        return isEnough && isNotTooMuch;
    }

    private static boolean isSame(JsonNode choice, JsonNode value) {
        if (choice.isNumber() && value.isNumber()) {
            return choice.asDouble() == value.asDouble();
        }
        return choice.equals(value);
    }
}
