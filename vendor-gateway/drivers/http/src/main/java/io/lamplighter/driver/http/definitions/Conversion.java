package io.lamplighter.driver.http.definitions;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.lamplighter.driver.http.documents.UnreadableException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of what an answer holds: cut out of a text, looked up, and made a number, boolean or text.
 *
 * @param type {@code number}, {@code boolean} or {@code text}
 * @param match what of a text counts: the first group if there is one, else all that matches. Takes time in proportion to the text
 * @param map what texts stand for; all that is not listed stands for {@code otherwise} or is a mistake of the vendor
 * @param decimalComma whether numbers are written 1.234,5
 */
record Conversion(
        String type,
        Optional<Pattern> match,
        Map<String, Object> map,
        Optional<Object> otherwise,
        boolean decimalComma,
        Range range) {
    private static final int LONGEST_MATCHED = 100_000;
    private static final int LONGEST_TEXT = 1024;
    private static final int MOST_DIGITS = 400;

    static Conversion of(Mapping yaml, String type) {
        var match = yaml.optional("match", Conversion::pattern);
        var map = new LinkedHashMap<String, Object>();
        yaml.mapping("map")
                .ifPresent(entries -> entries.names().forEach(text -> map.put(text, target(entries, text, type))));
        var otherwise = yaml.has("otherwise") ? Optional.of(target(yaml, "otherwise", type)) : Optional.empty();
        if (otherwise.isPresent() && map.isEmpty()) {
            yaml.mistake("otherwise", "otherwise: needs the key map");
        }
        var number = type.equals("number");
        return new Conversion(
                type,
                match,
                map,
                otherwise,
                number && yaml.flag("decimalComma", false),
                number ? Range.of(yaml) : Range.ANY);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "must be a regular expression of RE2: " + wrong.getDescription() + " " + wrong.getPattern(), wrong);
        }
    }

    /** What a text stands for, of the type that is wanted. */
    private static Object target(Mapping yaml, String key, String type) {
        return yaml.required(key, "", text -> switch (type) {
            case "number" -> Words.number(text);
            case "boolean" -> Boolean.valueOf(Words.of(text, "true", "false"));
            default -> text;
        });
    }

    /** @throws UnreadableException when it is not what was expected */
    Object apply(Object found) {
        var matched = match.isPresent() ? matched(found) : found;
        var mapped = map.isEmpty() ? matched : mapped(plain(matched));
        return switch (type) {
            case "number" -> range.apply(number(mapped));
            case "boolean" -> flag(mapped);
            default -> text(plain(mapped));
        };
    }

    private String matched(Object found) {
        var text = plain(found);
        if (text.length() > LONGEST_MATCHED) {
            throw new UnreadableException("is longer than %d characters".formatted(LONGEST_MATCHED));
        }
        var matcher = match.orElseThrow().matcher(text);
        if (!matcher.find()) {
            throw new UnreadableException("does not match " + match.get().pattern());
        }
        var group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        return group == null ? "" : group;
    }

    private Object mapped(String text) {
        var target = map.getOrDefault(text, otherwise.orElse(null));
        if (target == null) {
            throw new UnreadableException("is none of " + String.join(", ", map.keySet()));
        }
        return target;
    }

    private BigDecimal number(Object value) {
        var number = switch (value) {
            case BigDecimal it -> it;
            case String it -> number(it.strip());
            default -> throw new UnreadableException("is not a number");
        };
        if (Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS) {
            throw new UnreadableException("is too large or too small a number");
        }
        return number;
    }

    private BigDecimal number(String text) {
        var point = decimalComma ? text.replace(".", "").replace(',', '.') : text;
        if (!Words.isNumber(point)) {
            throw new UnreadableException("is not a number");
        }
        return new BigDecimal(point);
    }

    private static Boolean flag(Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        var word = value instanceof String text ? text.strip().toLowerCase(java.util.Locale.ROOT) : "";
        if (!word.equals("true") && !word.equals("false")) {
            throw new UnreadableException("is not true or false");
        }
        return word.equals("true");
    }

    private static String text(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new UnreadableException("is longer than %d characters".formatted(LONGEST_TEXT));
        }
        if (text.indexOf(0) >= 0 || text.codePoints().anyMatch(each -> each >= 0xd800 && each < 0xe000)) {
            throw new UnreadableException("holds characters that cannot be stored");
        }
        return text;
    }

    private static String plain(Object value) {
        if (!(value instanceof BigDecimal number)) {
            return value.toString();
        }
        return Math.abs((long) number.scale()) > MOST_DIGITS
                ? number.toString()
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
