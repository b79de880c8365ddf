package io.lamplighter.devices.files;

/** The forms that a file of devices can have. */
public enum FileFormat {
    NDJSON(FileFormat.NDJSON_TYPE),
    CSV(FileFormat.CSV_TYPE);

    public static final String NDJSON_TYPE = "application/x-ndjson";
    public static final String CSV_TYPE = "text/csv";

    private final String mediaType;

    FileFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Whether a line end between quotes belongs to the line. */
    public boolean hasQuotes() {
        return this == CSV;
    }
}
