package io.lamplighter.driver.hue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.lamplighter.driver.DriverException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an answer: resources of types that matter here, each with an id and a type, and what went wrong.
 *
 * @param errors for people, empty when nothing went wrong
 * @param at when it was answered
 */
record Listing(List<JsonNode> resources, String errors, Instant at) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads trees out of the middle, after which more may come. */
    private static final JsonMapper PARTS = new JsonMapper();

    /** Reads one resource after the other, so that what does not matter takes no room. */
    static Listing of(byte[] body, Instant at) {
        try (var parser = PARTS.createParser(body)) {
            return of(parser, at);
        } catch (IOException broken) {
            throw violation("an answer that is not JSON");
        }
    }

    /** What went wrong, of an answer that need not be JSON. */
    static String errors(byte[] body) {
        try {
            return errors(JSON.readTree(body).path("errors"));
        } catch (IOException notJson) {
            return "";
        }
    }

    /** Whether a resource is among them. */
    boolean has(String id) {
        return resources.stream()
                .anyMatch(resource -> resource.path("id").asText().equals(id));
    }

    /** The same as told of the bridge, which had nothing to tell but errors. */
    Listing orElseRejected() {
        if (resources.isEmpty() && !errors.isEmpty()) {
            throw new DriverException.Rejected(errors);
        }
        return this;
    }

    private static Listing of(JsonParser parser, Instant at) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw violation("an answer that is not a JSON object");
        }
        var resources = new ArrayList<JsonNode>();
        JsonNode errors = MissingNode.getInstance();
        var told = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "data" -> told = addAll(parser, resources);
                case "errors" -> errors = parser.readValueAsTree();
                default -> parser.skipChildren();
            }
        }
        if ((!told && errors.isEmpty()) || parser.nextToken() != null) {
            throw violation("an answer without data");
        }
        return new Listing(List.copyOf(resources), errors(errors), at);
    }

    private static boolean addAll(JsonParser parser, List<JsonNode> resources) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw violation("data that is not a list");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonNode resource = parser.readValueAsTree();
            if (isOfInterest(resource)) {
                resources.add(resource);
            }
        }
        return true;
    }

    /** Some bridges answer null, or a list in the list, where they do not find a service: that is no resource. */
    private static boolean isOfInterest(JsonNode resource) {
        var type = resource.path("type").asText();
        if (!ServiceTypes.isKnown(type)) {
            return false;
        }
        if (!resource.path("id").isTextual()) {
            throw violation("a %s without an id".formatted(type));
        }
        return true;
    }

    private static String errors(JsonNode errors) {
        var text = new StringBuilder();
        for (var error : errors) {
            text.append(text.isEmpty() ? "" : "; ")
                    .append(error.path("description").asText("refused"));
        }
        return "%.200s".formatted(text);
    }

    private static DriverException violation(String what) {
        return new DriverException.ProtocolViolation("the bridge told " + what, null);
    }
}
