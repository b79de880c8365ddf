package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of the history of a device, newest first.
 *
 * @param items the changes of this page
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryPage(List<HistoryEntryView> items, String next) {
    public HistoryPage {
        items = List.copyOf(items);
    }
}
