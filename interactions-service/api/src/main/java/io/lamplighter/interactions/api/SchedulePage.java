package io.lamplighter.interactions.api;

import java.util.List;

/**
 * One page of schedules, ordered by name.
 *
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
public record SchedulePage(List<ScheduleView> items, String next) {
    public SchedulePage {
        items = List.copyOf(items);
    }
}
