package io.lamplighter.interactions.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads request bodies strictly: no text where a number belongs and the like, each refusal naming its field. */
@Singleton
public final class Bodies {
    private static final int DEEPEST = 64;
    private static final TypeReference<List<Object>> PLAIN = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final Validator validator;

    Bodies(ObjectMapper mapper, Validator validator) {
        this.mapper = StrictJson.of(mapper);
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
            throw Problems.invalid(Mismatches.path(wrong), Mismatches.message(wrong));
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
}
