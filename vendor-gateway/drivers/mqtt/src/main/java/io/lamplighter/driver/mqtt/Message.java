package io.lamplighter.driver.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lamplighter.driver.DriverException;
import java.time.Instant;

/**
 * What a broker delivered.
 *
 * @param retained whether the broker had kept it from before
 * @param at when it came here
 * @param heard when it was first heard, and by whom it was told
 */
record Message(String topic, String text, boolean retained, Instant at, Heard.Entry heard) {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Stands for a text that is longer than any device has reason to send. */
    static final String TOO_LONG = "\uFFFF";

    /** The text as JSON. */
    JsonNode json() {
        if (text.equals(TOO_LONG)) {
            throw new DriverException.ProtocolViolation("a message is too long", null);
        }
        try {
            var json = JSON.readTree(text);
            if (!json.isMissingNode()) {
                return json;
            }
        } catch (JsonProcessingException broken) {
            throw new DriverException.ProtocolViolation("a message is not JSON", null);
        }
        throw new DriverException.ProtocolViolation("a message is empty", null);
    }

    /** The text as a JSON object. */
    JsonNode object() {
        var json = json();
        if (!json.isObject()) {
            throw new DriverException.ProtocolViolation("a message is not a JSON object", null);
        }
        return json;
    }
}
