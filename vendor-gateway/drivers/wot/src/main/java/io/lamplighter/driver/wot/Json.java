package io.lamplighter.driver.wot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** JSON as it comes and goes. */
final class Json {
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** @throws DriverException.ProtocolViolation when it is not JSON */
    static JsonNode parse(Buffer body) {
        try {
            var json = MAPPER.readTree(body.getBytes());
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (IOException e) {
            throw new DriverException.ProtocolViolation("the answer is not JSON", e);
        }
        throw new DriverException.ProtocolViolation("the answer is empty", null);
    }

    static Buffer write(JsonNode json) {
        try {
            return Buffer.buffer(MAPPER.writeValueAsBytes(json));
        } catch (JsonProcessingException e) {
            throw new DriverException.Rejected("the value cannot be sent");
        }
    }

    /** What is a text or an array of texts; anything else is left out. */
    static List<String> texts(JsonNode oneOrMore) {
        var texts = new ArrayList<String>();
        if (oneOrMore.isTextual()) {
            texts.add(oneOrMore.asText());
        }
        for (var each : oneOrMore) {
            if (each.isTextual()) {
                texts.add(each.asText());
            }
        }
        return texts;
    }

    /** The last part of an IRI or of a name with a prefix. */
    static String localName(String iri) {
        var cut = iri.contains("://") ? Math.max(iri.lastIndexOf('/'), iri.lastIndexOf('#')) : iri.lastIndexOf(':');
        return iri.substring(cut + 1);
    }

    /** A title in English, or in whatever language there is. */
    static String title(JsonNode titled) {
        var title = titled.path("title").asText();
        if (!title.isBlank()) {
            return title;
        }
        var titles = titled.path("titles");
        var first = titles.elements().hasNext() ? titles.elements().next().asText() : "";
        return titles.path("en").asText(first);
    }
}
