package io.lamplighter.devices.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.problems.Violation;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What the metadata of a device may be: any JSON object that is neither large nor deep, nor impossible to store. */
final class Metadata {
    private static final String FIELD = "metadata";
    private static final int MOST_BYTES = 16 * 1024;
    private static final int DEEPEST = 32;

    private Metadata() {}

    static void check(Map<String, Object> metadata, ObjectMapper json, List<Violation> violations) {
        if (metadata == null || metadata.isEmpty()) {
            return;
        }
        var wrong = wrong(metadata, DEEPEST);
        if (wrong != null) {
            violations.add(new Violation(FIELD, wrong));
        } else if (size(metadata, json) > MOST_BYTES) {
            violations.add(new Violation(FIELD, "must be at most 16384 bytes of JSON"));
        }
    }

    /** Whether PostgreSQL can store it: it has no NUL, and half of a surrogate pair is no character at all. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(
                        point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE));
    }

    private static String wrong(Object value, int levels) {
        return switch (value) {
            case Map<?, ?> object -> levels == 0 ? tooDeep() : wrongIn(object, levels - 1);
            case List<?> array -> levels == 0 ? tooDeep() : wrongIn(array, levels - 1);
            case String text -> isStorable(text) ? null : "must not contain NUL or broken characters";
            case Double number -> Double.isFinite(number) ? null : "must have numbers that a double can hold";
            case null, default -> null;
        };
    }

    private static String wrongIn(Map<?, ?> object, int levels) {
        var inNames = wrongIn(object.keySet(), levels);
        return inNames == null ? wrongIn(object.values(), levels) : inNames;
    }

    private static String wrongIn(Iterable<?> values, int levels) {
        for (var value : values) {
            var wrong = wrong(value, levels);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private static String tooDeep() {
        return "must be at most 32 levels deep";
    }

    private static int size(Map<String, Object> metadata, ObjectMapper json) {
        try {
            return json.writeValueAsBytes(metadata).length;
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
