package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of runs, newest first.
 *
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RunPage(List<RunView> items, String next) {
    public RunPage {
        items = List.copyOf(items);
    }
}
