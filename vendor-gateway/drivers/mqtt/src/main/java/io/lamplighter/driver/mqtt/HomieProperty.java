package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A property as a Homie device describes it, and its payloads (homieiot.github.io/specification, Payload).
 *
 * @param path node and property
 * @param name of the observation
 * @param format empty where there is none
 */
@SuppressWarnings("checkstyle:ParameterNumber")
record HomieProperty(
        String path, String name, String datatype, String format, String unit, boolean settable, boolean retained) {
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,19}");
    private static final Pattern FLOAT = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");
    private static final Pattern RGB = Pattern.compile("(?:rgb,)?([0-9]{1,3}),([0-9]{1,3}),([0-9]{1,3})");
    private static final Pattern OURS = Pattern.compile("#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})");
    private static final Set<String> DATATYPES =
            Set.of("integer", "float", "boolean", "string", "enum", "color", "datetime", "duration", "json");
    /** How an empty text is sent: an empty message would delete. */
    private static final String EMPTY = "\0";

    /** A property of a kind that is not known is as if it were not there. */
    boolean isKnown() {
        return DATATYPES.contains(datatype);
    }

    void translate(String payload, Findings findings) {
        switch (datatype) {
            case "integer" -> number(INTEGER, payload, findings);
            case "float" -> number(FLOAT, payload, findings);
            case "boolean" -> flag(payload, findings);
            case "color" -> findings.text(name, colour(payload));
            default -> findings.text(name, payload.equals(EMPTY) ? "" : payload);
        }
    }

    private void number(Pattern allowed, String payload, Findings findings) {
        if (allowed.matcher(payload).matches()) {
            var factory = Message.JSON.getNodeFactory();
            findings.number(name, Units.of(unit), factory.numberNode(Double.parseDouble(payload)));
        } else {
            findings.mistake(name, "a number");
        }
    }

    private void flag(String payload, Findings findings) {
        if (payload.equals("true") || payload.equals("false")) {
            findings.flag(name, payload.equals("true"));
        } else {
            findings.mistake(name, "true or false");
        }
    }

    private String colour(String payload) {
        var rgb = RGB.matcher(payload);
        return rgb.matches() && (payload.startsWith("rgb,") || !format.startsWith("hsv"))
                ? "#%02x%02x%02x"
                        .formatted(
                                Integer.parseInt(rgb.group(1)),
                                Integer.parseInt(rgb.group(2)),
                                Integer.parseInt(rgb.group(3)))
                : payload;
    }

    /** What is published to set it. */
    String payload(Setting setting, boolean five) {
        return switch (datatype) {
            case "integer" -> integer(setting);
            case "float" -> Wanted.plain(amount(setting));
            case "boolean" -> String.valueOf(Wanted.flag(setting));
            case "enum" -> oneOf(setting);
            case "color" -> painted(setting, five);
            default -> Wanted.text(setting).isEmpty() ? EMPTY : Wanted.text(setting);
        };
    }

    private String integer(Setting setting) {
        var number = amount(setting);
        if (number != Math.rint(number)) {
            throw new DriverException.Rejected(setting.name() + " must be a whole number");
        }
        return Wanted.plain(number);
    }

    private double amount(Setting setting) {
        var bounds = format.split(":", -1);
        return Wanted.number(setting, bound(bounds, 0), bound(bounds, 1));
    }

    private static Optional<Double> bound(String[] bounds, int which) {
        return bounds.length >= 2 && FLOAT.matcher(bounds[which]).matches()
                ? Optional.of(Double.parseDouble(bounds[which]))
                : Optional.empty();
    }

    private String oneOf(Setting setting) {
        var values = List.of(format.split(",", -1));
        var text = Wanted.text(setting);
        if (!format.isEmpty() && !values.contains(text)) {
            throw new DriverException.Rejected(setting.name() + " must be one of " + values);
        }
        return text;
    }

    private String painted(Setting setting, boolean five) {
        var ours = OURS.matcher(Wanted.text(setting));
        if (!ours.matches()) {
            return Wanted.text(setting);
        }
        if (!format.isEmpty() && Arrays.stream(format.split(",", -1)).noneMatch("rgb"::equals)) {
            throw new DriverException.Rejected(setting.name() + " must be a colour as the device has it: " + format);
        }
        var rgb = "%d,%d,%d"
                .formatted(
                        Integer.parseInt(ours.group(1), 16),
                        Integer.parseInt(ours.group(2), 16),
                        Integer.parseInt(ours.group(3), 16));
        return five ? "rgb," + rgb : rgb;
    }
}
