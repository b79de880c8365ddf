package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The short answer to an import, for who does not read the outcome of every line.
 *
 * @param summary what it came to
 * @param refused the first 100 lines that were refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImportView(ImportSummaryView summary, List<ImportLineView> refused) {
    public ImportView {
        refused = List.copyOf(refused);
    }
}
