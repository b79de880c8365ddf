package io.lamplighter.cli.output;

/** How answers are printed. */
public enum Format {
    /** For people. */
    TABLE,
    /** As the services answer it. */
    JSON,
    /** RFC 4180, with a header line. */
    CSV
}
