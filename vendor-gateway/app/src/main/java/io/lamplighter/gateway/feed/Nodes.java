package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.gateway.api.Phase;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;

/** Reads fields of a client's message; fails with {@link FeedException} naming the field. */
final class Nodes {
    private static final int UUID_LENGTH = 36;

    private Nodes() {}

    /** Null when it is absent. */
    static String text(JsonNode message, String field) {
        var node = message.path(field);
        return node.isMissingNode() || node.isNull() ? null : textAt(node, field);
    }

    private static String textAt(JsonNode node, String place) {
        if (!node.isTextual()) {
            throw FeedRequestReader.refused(place, "must be a text");
        }
        return node.textValue();
    }

    static JsonNode object(JsonNode message, String field) {
        var node = message.path(field);
        if (!node.isObject()) {
            throw FeedRequestReader.refused(field, "must be a JSON object");
        }
        return node;
    }

    static UUID device(JsonNode node, String place) {
        try {
            if (node.isTextual() && node.textValue().length() == UUID_LENGTH) {
                return UUID.fromString(node.textValue());
            }
        } catch (IllegalArgumentException noId) {
            throw FeedRequestReader.refused(place, "must be the id of a device");
        }
        throw FeedRequestReader.refused(place, "must be the id of a device");
    }

    /** Null when it is absent and may be. */
    static Phase phase(JsonNode message, boolean needed) {
        var word = text(message, "phase");
        return switch (word) {
            case "viewing" -> Phase.VIEWING;
            case "controlling" -> Phase.CONTROLLING;
            case null, default -> {
                if (word == null && !needed) {
                    yield null;
                }
                throw FeedRequestReader.refused("phase", "must be viewing or controlling");
            }
        };
    }

    static Set<String> texts(JsonNode message, String field, int most) {
        return several(message.path(field), field, most, Nodes::textAt);
    }

    static Set<UUID> devices(JsonNode message, String field, int most) {
        return several(message.path(field), field, most, Nodes::device);
    }

    /** One, or a list of them; null when it is absent. */
    private static <T> Set<T> several(JsonNode node, String field, int most, BiFunction<JsonNode, String, T> reader) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray()) {
            return Set.of(reader.apply(node, field));
        }
        if (node.isEmpty() || node.size() > most) {
            throw FeedRequestReader.refused(field, "must list 1 to " + most + ", or be absent for all");
        }
        var found = new LinkedHashSet<T>();
        for (var index = 0; index < node.size(); index++) {
            found.add(reader.apply(node.get(index), field + "[" + index + "]"));
        }
        return found;
    }
}
