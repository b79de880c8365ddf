package io.lamplighter.driver.http.definitions;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How one value is set.
 *
 * @param type {@code number}, {@code boolean} or {@code text}
 * @param map what is sent instead; a text must be listed where there is one
 * @param range between what a number must be, and what is sent for it
 */
public record SetRule(String name, String type, Map<String, Object> map, Range range, RequestRule request) {
    /** The variable that stands for the value. */
    public static final String VALUE = "value";

    private static final int LONGEST = 1024;

    static SetRule of(Mapping yaml, Common common) {
        var name = yaml.required("name", "x", Words::observation);
        var type = yaml.required("type", "text", text -> Words.of(text, "number", "boolean", "text"));
        var map = new LinkedHashMap<String, Object>();
        yaml.mapping("map")
                .ifPresent(entries -> entries.names()
                        .forEach(text -> map.put(text, entries.typed(text).orElse(""))));
        if (type.equals("boolean") && !map.isEmpty() && !map.keySet().equals(java.util.Set.of("true", "false"))) {
            yaml.mistake("map", "map: must have true and false");
        }
        var range = type.equals("number") ? Range.of(yaml) : Range.ANY;
        var rule = new SetRule(name, type, map, range, RequestRule.of(yaml, common.with(VALUE), "POST"));
        rule.checkValue(yaml);
        yaml.end();
        return rule;
    }

    private void checkValue(Mapping yaml) {
        var sent = request.url().variables().contains(VALUE)
                || request.body()
                        .filter(body -> body.variables().contains(VALUE))
                        .isPresent();
        if (!sent) {
            yaml.mistake("needs {value} in its url or body");
        }
    }

    /**
     * What is sent for a setting.
     *
     * @throws DriverException.Rejected when the value is of the wrong type or out of range
     */
    public Object sent(Setting setting) {
        return switch (type) {
            case "boolean" -> flag(setting.value());
            case "number" -> number(setting.value());
            default -> text(setting.value());
        };
    }

    private Object flag(Object value) {
        if (!(value instanceof Boolean)) {
            throw rejected("true or false");
        }
        return map.getOrDefault(value.toString(), value);
    }

    private Object text(Object value) {
        if (!(value instanceof String text) || text.length() > LONGEST) {
            throw rejected("a text of at most %d characters".formatted(LONGEST));
        }
        if (!map.isEmpty() && !map.containsKey(text)) {
            throw rejected("one of " + String.join(", ", map.keySet()));
        }
        return map.getOrDefault(text, text);
    }

    private Object number(Object value) {
        if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
            throw rejected("a number");
        }
        var exact = new BigDecimal(number.toString());
        range.outside(exact).ifPresent(outside -> {
            throw new DriverException.Rejected("%s must not be %s".formatted(name, outside));
        });
        return range.scaled(exact);
    }

    private DriverException rejected(String expected) {
        return new DriverException.Rejected("%s must be %s".formatted(name, expected));
    }
}
