package io.lamplighter.driver.shelly;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import java.time.Instant;
import java.util.Optional;

/** How one field of a component becomes an observation. A field that is missing or null is none. */
sealed interface Reading {

    /** The name of the observation for a component of id 0. */
    String name();

    /** Where the field is in the component. */
    JsonPointer at();

    /** The observation, under a name that may differ from that of the reading. */
    Observation translate(JsonNode value, String as, Instant validAt);

    /** The observation in a component, if the component has it. */
    default Optional<Observation> in(JsonNode component, String as, Instant validAt) {
        var value = component.at(at());
        return value.isMissingNode() || value.isNull() ? Optional.empty() : Optional.of(translate(value, as, validAt));
    }

    static Reading number(String name, String units, String at) {
        return new Amount(name, units, JsonPointer.compile(at));
    }

    static Reading flag(String name, String at) {
        return new Flag(name, JsonPointer.compile(at));
    }

    static Reading text(String name, String at) {
        return new Text(name, JsonPointer.compile(at));
    }

    static Reading colour(String name, String at) {
        return new Colour(name, JsonPointer.compile(at));
    }

    /**
     * A number.
     *
     * @param units a UCUM code
     */
    record Amount(String name, String units, JsonPointer at) implements Reading {
        @Override
        public Observation translate(JsonNode value, String as, Instant validAt) {
            check(value.isNumber() && Double.isFinite(value.asDouble()), as, "a number");
            return new Observation.Attribute(as, value.asDouble(), units, validAt);
        }
    }

    /** Yes or no. */
    record Flag(String name, JsonPointer at) implements Reading {
        @Override
        public Observation translate(JsonNode value, String as, Instant validAt) {
            check(value.isBoolean(), as, "true or false");
            return new Observation.Status(as, value.asBoolean(), validAt);
        }
    }

    /** A word. */
    record Text(String name, JsonPointer at) implements Reading {
        @Override
        public Observation translate(JsonNode value, String as, Instant validAt) {
            check(value.isTextual(), as, "a text");
            return new Observation.Status(as, value.asText(), validAt);
        }
    }

    /** Red, green and blue from 0 to 255, as {@code #rrggbb}. */
    record Colour(String name, JsonPointer at) implements Reading {
        @Override
        public Observation translate(JsonNode value, String as, Instant validAt) {
            check(value.isArray() && value.size() == 3, as, "three numbers");
            var text = new StringBuilder("#");
            value.forEach(part -> {
                check(part.isInt() && part.asInt() >= 0 && part.asInt() <= 255, as, "three numbers from 0 to 255");
                text.append("%02x".formatted(part.asInt()));
            });
            return new Observation.Status(as, text.toString(), validAt);
        }
    }

    private static void check(boolean holds, String name, String expected) {
        if (!holds) {
            throw new DriverException.ProtocolViolation(name + " is not " + expected, null);
        }
    }
}
