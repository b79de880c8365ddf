package io.lamplighter.devices.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.devices.problems.InvalidInputException;

/** Each line is a JSON object. */
final class NdjsonParser implements LineParser {
    private final ObjectReader json;

    NdjsonParser(ObjectMapper json) {
        this.json = json.readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    @Override
    public ObjectNode parse(String line) {
        if (read(line) instanceof ObjectNode device) {
            return device;
        }
        throw new InvalidInputException("line", "must be a JSON object");
    }

    private JsonNode read(String line) {
        try {
            return json.readValue(line);
        } catch (JsonProcessingException unreadable) {
            var place = unreadable.getLocation();
            throw new InvalidInputException(
                    "line",
                    "must be one JSON object without doubled names"
                            + (place == null ? "" : ": see column " + place.getColumnNr()));
        }
    }
}
