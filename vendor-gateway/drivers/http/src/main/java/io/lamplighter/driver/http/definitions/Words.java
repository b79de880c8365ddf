package io.lamplighter.driver.http.definitions;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Tag;

/** What the texts of a definition mean. Each throws {@link IllegalArgumentException} with what is wrong. */
final class Words {
    private static final String NUMBER = "[+-]?[0-9]{1,40}(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?";
    private static final int LONGEST_NAME = 100;

    private Words() {}

    /** One of these words. */
    static String of(String text, String... words) {
        if (!List.of(words).contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", words) + ", not " + text);
        }
        return text;
    }

    /** The name of an observation. */
    static String observation(String text) {
        if (text.length() > LONGEST_NAME || !text.matches("[a-z][a-z0-9_]*")) {
            throw new IllegalArgumentException("must be lower-case letters, digits and underscores, such as power_1");
        }
        return text;
    }

    /** The name of a definition. */
    static String definition(String text) {
        if (!text.matches("[a-z][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("must be lower-case letters, digits and hyphens, such as acme-meter");
        }
        return text;
    }

    /** The name of a variable, a setting or a secret. */
    static String variable(String text) {
        if (!text.matches("[A-Za-z][A-Za-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("must be a name of letters, digits and underscores, not " + text);
        }
        return text;
    }

    static BigDecimal number(String text) {
        if (!isNumber(text)) {
            throw new IllegalArgumentException("must be a number, not " + text);
        }
        return new BigDecimal(text);
    }

    static boolean isNumber(String text) {
        return text.matches(NUMBER);
    }

    /** A whole number within bounds. */
    static int count(String text, int least, int most) {
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("must be a whole number from %d to %d".formatted(least, most));
        }
        return Integer.parseInt(text);
    }

    static Duration duration(String text) {
        try {
            var duration = Duration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeException unreadable) {
            // told below
        }
        throw new IllegalArgumentException("must be a positive duration such as PT10S, PT5M or P1D");
    }

    /** What YAML 1.2 makes of a scalar. */
    static Object typed(String text, Tag tag) {
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        return (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) && isNumber(text) ? new BigDecimal(text) : text;
    }
}
