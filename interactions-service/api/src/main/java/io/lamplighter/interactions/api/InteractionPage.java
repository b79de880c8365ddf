package io.lamplighter.interactions.api;

import java.util.List;

/**
 * One page of interactions, newest first.
 *
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
public record InteractionPage(List<InteractionView> items, String next) {
    public InteractionPage {
        items = List.copyOf(items);
    }
}
