package io.lamplighter.interactions.api;

import java.util.List;

/**
 * One page of wanted values, newest first.
 *
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
public record EnsurePage(List<EnsureView> items, String next) {
    public EnsurePage {
        items = List.copyOf(items);
    }
}
