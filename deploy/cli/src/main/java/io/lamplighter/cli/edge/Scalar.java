package io.lamplighter.cli.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** A value as it is written in a terminal or in a CSV file. */
public final class Scalar {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    private Scalar() {}

    /**
     * {@code true} and {@code false} are booleans, what JSON calls a number is a number, all else is text; quotes
     * ({@code '"5"'}) make anything a text.
     */
    public static JsonNode of(String text) {
        var nodes = JsonNodeFactory.instance;
        if ("true".equals(text) || "false".equals(text)) {
            return nodes.booleanNode(Boolean.parseBoolean(text));
        }
        if (NUMBER.matcher(text).matches()) {
            return nodes.numberNode(new BigDecimal(text));
        }
        var quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return nodes.textNode(quoted ? text.substring(1, text.length() - 1) : text);
    }
}
