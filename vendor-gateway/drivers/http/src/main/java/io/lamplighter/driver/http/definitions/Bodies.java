package io.lamplighter.driver.http.definitions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tries out what will be sent. */
final class Bodies {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Bodies() {}

    /** @throws IllegalArgumentException when it would not be JSON with values in it */
    static void checkJson(Template body) {
        Map<String, String> values =
                body.variables().stream().collect(Collectors.toMap(Function.identity(), variable -> "x"));
        try {
            if (JSON.readTree(body.expand(values)).isMissingNode()) {
                throw new IllegalArgumentException("must be JSON");
            }
        } catch (JsonProcessingException wrong) {
            var where = wrong.getLocation();
            throw new IllegalArgumentException(
                    "must be JSON, and is not at its line %d, column %d"
                            .formatted(where.getLineNr(), where.getColumnNr()),
                    wrong);
        }
    }
}
