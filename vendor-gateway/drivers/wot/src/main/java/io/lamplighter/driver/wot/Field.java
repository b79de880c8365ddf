package io.lamplighter.driver.wot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import java.time.Instant;
import java.util.Optional;

/**
 * One value within a property, an input or an event, and the observation that it becomes.
 *
 * @param at where it is; the empty pointer where it is the whole
 * @param units a UCUM code, of numbers
 * @param readable false where the description says {@code writeOnly}
 * @param writable false where it says {@code readOnly}
 */
record Field(String name, JsonPointer at, Kind kind, String units, Limits limits, boolean readable, boolean writable) {
    /** What a value is. */
    enum Kind {
        BOOLEAN,
        NUMBER,
        INTEGER,
        TEXT,
        /** What comes decides. */
        ANY,
        /** What comes decides, and where nothing comes, that it happened is all. */
        EVENT
    }

    private static final int LONGEST_TEXT = 1024;
    private static final double EXACT = 1L << 53;

    /** The same, of whatever kind comes. */
    Field hinted() {
        return kind == Kind.EVENT ? this : new Field(name, at, Kind.ANY, units, limits, readable, writable);
    }

    boolean isWhole() {
        return at.matches();
    }

    boolean mayBe(Scope scope) {
        return switch (kind) {
            case BOOLEAN, TEXT -> scope != Scope.ATTRIBUTES;
            case NUMBER, INTEGER -> scope != Scope.STATUSES;
            case ANY, EVENT -> true;
        };
    }

    /**
     * The observation in what came. What is missing, null, or too long for a status is none.
     *
     * @throws DriverException.ProtocolViolation when it is not of the kind that the description says
     */
    Optional<Observation> observe(JsonNode whole, Instant validAt) {
        var value = whole.at(at);
        if (kind == Kind.EVENT && (value.isMissingNode() || value.isNull() || value.isContainerNode())) {
            return Optional.of(new Observation.Status(name, true, validAt));
        }
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        return switch (kind) {
            case BOOLEAN -> Optional.of(status(value, value.isBoolean(), "true or false", validAt));
            case NUMBER, INTEGER -> Optional.of(attribute(value, validAt));
            case TEXT -> text(value, validAt);
            case ANY, EVENT -> any(value, validAt);
        };
    }

    private Optional<Observation> any(JsonNode value, Instant validAt) {
        if (value.isContainerNode()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(attribute(value, validAt));
        }
        return value.isBoolean()
                ? Optional.of(new Observation.Status(name, value.asBoolean(), validAt))
                : text(value, validAt);
    }

    private Observation attribute(JsonNode value, Instant validAt) {
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            throw violation("a number");
        }
        return new Observation.Attribute(name, value.asDouble(), units, validAt);
    }

    private Observation status(JsonNode value, boolean good, String expected, Instant validAt) {
        if (!good) {
            throw violation(expected);
        }
        return new Observation.Status(name, value.asBoolean(), validAt);
    }

    /** Pictures and documents come as texts too: what is longer than a status may be is none. */
    private Optional<Observation> text(JsonNode value, Instant validAt) {
        if (!value.isTextual()) {
            throw violation("a text");
        }
        var text = value.asText();
        return text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0
                ? Optional.empty()
                : Optional.of(new Observation.Status(name, text, validAt));
    }

    private DriverException violation(String expected) {
        return new DriverException.ProtocolViolation(name + " is not " + expected, null);
    }

    /** What is read of a value that came as plain text. */
    JsonNode parsed(String text) {
        return switch (kind) {
            case BOOLEAN ->
                text.matches("true|false") ? BooleanNode.valueOf(text.equals("true")) : TextNode.valueOf(text);
            case NUMBER, INTEGER -> number(text);
            default -> TextNode.valueOf(text);
        };
    }

    private static JsonNode number(String text) {
        try {
            return DoubleNode.valueOf(Double.parseDouble(text.strip()));
        } catch (NumberFormatException notANumber) {
            return TextNode.valueOf(text);
        }
    }

    /**
     * The value to be sent.
     *
     * @throws DriverException.Rejected when it is not what the description allows
     */
    JsonNode value(Setting setting) {
        var value = switch (setting.value()) {
            case Boolean flag -> BooleanNode.valueOf(flag);
            case Number number -> number(number.doubleValue());
            default -> TextNode.valueOf(setting.value().toString());
        };
        check(value);
        return value;
    }

    /** @throws DriverException.Rejected when it is not what the description allows */
    void check(JsonNode value) {
        var good = switch (kind) {
            case BOOLEAN -> value.isBoolean();
            case NUMBER -> value.isNumber();
            case INTEGER -> value.isIntegralNumber();
            case TEXT -> value.isTextual();
            case ANY, EVENT -> value.isValueNode();
        };
        if (!good) {
            throw new DriverException.Rejected(name + " must be "
                    + switch (kind) {
                        case BOOLEAN -> "true or false";
                        case NUMBER -> "a number";
                        case INTEGER -> "a whole number";
                        case TEXT -> "a text";
                        case ANY, EVENT -> "a number, a text, true or false";
                    });
        }
        limits.check(name, value);
    }

    /** Whole numbers without a point, for not every device reads 80.0 as 80. */
    private JsonNode number(double number) {
        if (!Double.isFinite(number)) {
            throw new DriverException.Rejected(name + " must be a finite number");
        }
        return number == Math.rint(number) && Math.abs(number) < EXACT
                ? LongNode.valueOf((long) number)
                : DoubleNode.valueOf(number);
    }
}
