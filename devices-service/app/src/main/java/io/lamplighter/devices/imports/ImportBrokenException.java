package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.ImportSummaryView;

/** An import ended before its end; the summary says what had become of the lines before. */
final class ImportBrokenException extends RuntimeException {
    private final transient ImportSummaryView summary;

    ImportBrokenException(ImportSummaryView summary, Throwable cause) {
        super(cause);
        this.summary = summary;
    }

    ImportSummaryView summary() {
        return summary;
    }
}
