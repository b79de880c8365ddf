package io.lamplighter.observations.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of observations.
 *
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ObservationPage(List<ObservationView> items, String next) {
    public ObservationPage {
        items = List.copyOf(items);
    }
}
