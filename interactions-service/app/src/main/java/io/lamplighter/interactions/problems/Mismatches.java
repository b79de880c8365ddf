package io.lamplighter.interactions.problems;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.util.Arrays;
import java.util.Locale;

/** Words for what is not of the type that it should be. */
final class Mismatches {
    private Mismatches() {}

    /** The field, such as {@code target.devices[0]}. */
    static String path(JsonMappingException wrong) {
        var path = new StringBuilder();
        for (var step : wrong.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    static String message(JsonMappingException wrong) {
        if (wrong instanceof InvalidFormatException format && format.getTargetType() != null) {
            return expected(format.getTargetType());
        }
        return wrong instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
                ? expected(mismatch.getTargetType())
                : "is not what is expected here";
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(word -> word.toString().toLowerCase(Locale.ROOT))
                                    .toList());
        }
        return switch (type.getSimpleName()) {
            case "UUID" -> "must be a UUID";
            case "Duration" -> "must be an ISO 8601 duration, such as PT10S";
            case "Instant" -> "must be an RFC 3339 time, such as 2026-11-21T10:00:00Z";
            case "Boolean", "boolean" -> "must be true or false";
            case "String" -> "must be text";
            case "List", "ArrayList" -> "must be an array";
            default -> "must be a JSON object";
        };
    }
}
