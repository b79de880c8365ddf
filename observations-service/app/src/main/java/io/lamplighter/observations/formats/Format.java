package io.lamplighter.observations.formats;

import io.lamplighter.observations.queries.Parameters;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an answer may be. */
public enum Format {
    JSON(Format.JSON_TYPE),
    NDJSON(Format.NDJSON_TYPE),
    CSV(Format.CSV_TYPE);

    public static final String JSON_TYPE = "application/json";
    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String CSV_TYPE = "text/csv";

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** As the parameter {@code format} says, or else the header {@code Accept}. */
    public static Format of(Parameters parameters, HttpHeaders headers) {
        var word = parameters.first("format");
        return word.isPresent()
                ? parameters
                        .required("format", named(word.get()), "must be json, ndjson or csv")
                        .orElse(JSON)
                : accepted(headers.getHeaderString(HttpHeaders.ACCEPT));
    }

    private static Optional<Format> named(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    // Whoever takes JSON, or anything, gets JSON.
    private static Format accepted(String accept) {
        if (accept == null || accept.contains("*/*") || accept.contains(JSON_TYPE)) {
            return JSON;
        }
        return accept.contains(NDJSON_TYPE) ? NDJSON : accept.contains(CSV_TYPE) ? CSV : JSON;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String mediaType() {
        return mediaType;
    }
}
