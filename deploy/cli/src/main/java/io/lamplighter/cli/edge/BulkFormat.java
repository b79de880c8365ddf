package io.lamplighter.cli.edge;

import java.util.Locale;

/** The forms in which much travels at once. */
public enum BulkFormat {
    /** A JSON object in each line. */
    NDJSON("application/x-ndjson"),
    /** RFC 4180, with a header line. */
    CSV("text/csv");

    private final String mediaType;

    BulkFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** Its name in HTTP. */
    public String mediaType() {
        return mediaType;
    }

    /** As given, or else as the name of the file ends; lines of JSON for {@code -}. */
    public static BulkFormat of(BulkFormat given, String file) {
        if (given != null) {
            return given;
        }
        var name = file.toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if ("-".equals(name) || name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return NDJSON;
        }
        throw new MistakeException("Which form has " + file + "? Name it .csv or .ndjson, or give --format");
    }
}
