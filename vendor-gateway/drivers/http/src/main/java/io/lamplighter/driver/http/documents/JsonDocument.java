package io.lamplighter.driver.http.documents;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A JSON value. Decimals keep their digits, so that scaling them adds none. */
final class JsonDocument implements Document {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode root;
    private Object plain;

    private JsonDocument(JsonNode root) {
        this.root = root;
    }

    static JsonDocument parse(byte[] body) {
        try {
            var root = JSON.readTree(body);
            if (root == null || root.isMissingNode()) {
                throw new UnreadableException("is empty");
            }
            return new JsonDocument(root);
        } catch (IOException notJson) {
            throw new UnreadableException("is not JSON");
        }
    }

    @Override
    public Optional<Object> at(Place place, Map<String, String> variables) {
        return switch (place) {
            case Place.Pointer it -> single(root.at(it.pointer()));
            case Place.Expression it -> single(found(it, variables));
            case Place.Selector _, Place.Column _, Place.Bytes _, Place.Every _ -> throw Document.foreign(place);
        };
    }

    @Override
    public List<JsonDocument> items(Place place, Map<String, String> variables) {
        return switch (place) {
            case Place.Pointer it -> list(root.at(it.pointer()));
            case Place.Expression it -> wrapped(found(it, variables));
            case Place.Selector _, Place.Column _, Place.Bytes _, Place.Every _ -> throw Document.foreign(place);
        };
    }

    private JsonNode found(Place.Expression place, Map<String, String> variables) {
        if (plain == null) {
            plain = JSON.convertValue(root, Object.class);
        }
        var found = place.query().find(plain, variables);
        return switch (found) {
            case null -> JSON.getNodeFactory().nullNode();
            case Map<?, ?> map -> JSON.valueToTree(map);
            case List<?> list -> JSON.valueToTree(list);
            case String text -> JSON.valueToTree(text);
            case Number number -> JSON.valueToTree(number);
            case Boolean flag -> JSON.valueToTree(flag);
            default -> throw new UnreadableException("is not a value");
        };
    }

    private static Optional<Object> single(JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> Optional.empty();
            case BOOLEAN -> Optional.of(node.asBoolean());
            case STRING -> Optional.of(node.asText());
            case NUMBER -> Optional.of(number(node));
            case ARRAY -> throw new UnreadableException("is a list, not a single value");
            case OBJECT, BINARY, POJO -> throw new UnreadableException("is an object, not a single value");
        };
    }

    private static BigDecimal number(JsonNode node) {
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.asDouble())) {
            throw new UnreadableException("is not a finite number");
        }
        return node.decimalValue();
    }

    /** One thing that an expression finds is not in a list, nothing is nothing. */
    private static List<JsonDocument> wrapped(JsonNode found) {
        if (found.isArray()) {
            return list(found);
        }
        return found.isNull() || found.isMissingNode() ? List.of() : List.of(new JsonDocument(found));
    }

    private static List<JsonDocument> list(JsonNode node) {
        if (!node.isArray() && !node.isObject()) {
            throw new UnreadableException("is not a list");
        }
        var items = new ArrayList<JsonDocument>();
        node.forEach(item -> items.add(new JsonDocument(item)));
        return items;
    }
}
