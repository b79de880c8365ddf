package io.lamplighter.interactions.problems;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads request bodies strictly: no text where a number belongs and the like, each refusal naming its field. */
@Singleton
public final class Bodies {
    private static final int DEEPEST = 64;
    private static final TypeReference<List<Object>> PLAIN = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final Validator validator;

    Bodies(ObjectMapper mapper, Validator validator) {
        this.mapper = strict(mapper);
        this.validator = validator;
    }

    public ObjectNode object(byte[] body) {
        try {
            if (mapper.readTree(body == null ? new byte[0] : body) instanceof ObjectNode object) {
                var found = new ArrayList<Violation>();
                findUnstorable("", object, 0, found);
                refuse(found);
                return object;
            }
        } catch (JsonProcessingException broken) {
            var where = broken.getLocation();
            throw Problems.invalid(
                    "body",
                    "is not JSON"
                            + (where == null
                                    ? ""
                                    : ": see line " + where.getLineNr() + ", column " + where.getColumnNr()));
        } catch (IOException unreadable) {
            throw Problems.invalid("body", "is not JSON");
        }
        throw Problems.invalid("body", "must be a JSON object");
    }

    public <T> T read(ObjectNode body, Class<T> type) {
        try {
            return mapper.treeToValue(body, type);
        } catch (JsonMappingException wrong) {
            throw Problems.invalid(path(wrong), message(wrong));
        } catch (JsonProcessingException wrong) {
            throw Problems.invalid("body", "is not what is expected here");
        }
    }

    /** A list of records as plain JSON values. */
    public List<Object> maps(List<?> records) {
        return mapper.convertValue(records, PLAIN);
    }

    /** Plain JSON values as records; each refusal names its field below {@code name}. */
    public <T> T read(String name, Object plain, Class<T> type) {
        var holder = mapper.createObjectNode();
        holder.set(name, mapper.valueToTree(plain));
        return read(holder, type);
    }

    public ObjectNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** What the constraints declared on the record find. */
    public <T> List<Violation> violations(T request) {
        return validator.validate(request).stream().map(Bodies::violation).toList();
    }

    public static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw problem(violations);
        }
    }

    private static HttpProblem problem(List<Violation> violations) {
        return Problems.invalid(violations);
    }

    private static <T> Violation violation(ConstraintViolation<T> violation) {
        return new Violation(violation.getPropertyPath().toString(), violation.getMessage());
    }

    /** PostgreSQL stores no NUL character. */
    private static void findUnstorable(String path, JsonNode node, int depth, List<Violation> found) {
        if (depth > DEEPEST) {
            throw Problems.invalid(path, "is nested more than " + DEEPEST + " deep");
        }
        if (node.isTextual() && node.textValue().indexOf('\0') >= 0) {
            found.add(new Violation(path, "must not contain the NUL character"));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            findUnstorable(path + "[" + i + "]", node.get(i), depth + 1, found);
        }
        for (var field : node.properties()) {
            var key = field.getKey();
            var below = path.isEmpty() ? key : path + "." + key;
            if (key.indexOf('\0') >= 0) {
                found.add(new Violation(path.isEmpty() ? "body" : path, "has a key with the NUL character"));
            }
            findUnstorable(below, field.getValue(), depth + 1, found);
        }
    }

    private static String path(JsonMappingException wrong) {
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

    private static String message(JsonMappingException wrong) {
        if (wrong instanceof InvalidFormatException format && format.getTargetType() != null) {
            return expected(format.getTargetType());
        }
        return wrong instanceof com.fasterxml.jackson.databind.exc.MismatchedInputException mismatch
                        && mismatch.getTargetType() != null
                ? expected(mismatch.getTargetType())
                : "is not what is expected here";
    }

    private static String expected(Class<?> type) {
        if (type.isEnum()) {
            return "must be one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(word -> word.toString().toLowerCase(java.util.Locale.ROOT))
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

    private static ObjectMapper strict(ObjectMapper mapper) {
        var strict = mapper.copy();
        strict.configure(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, true);
        strict.configure(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS, true);
        strict.setConfig(strict.getDeserializationConfig().without(MapperFeature.ALLOW_COERCION_OF_SCALARS));
        strict.coercionConfigDefaults().setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
        for (var shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
            strict.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return strict.registerModule(new SimpleModule("times")
                .addDeserializer(Duration.class, new Durations())
                .addDeserializer(Instant.class, new Instants()));
    }

    /** Only text: a bare number would leave its unit to be guessed. */
    private static final class Durations extends StdScalarDeserializer<Duration> {
        private static final long serialVersionUID = 1;

        Durations() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                return (Duration) context.handleUnexpectedToken(Duration.class, parser);
            }
            try {
                return Duration.parse(parser.getText());
            } catch (DateTimeParseException | ArithmeticException wrong) {
                throw context.weirdStringException(parser.getText(), Duration.class, "not ISO 8601");
            }
        }
    }
}
