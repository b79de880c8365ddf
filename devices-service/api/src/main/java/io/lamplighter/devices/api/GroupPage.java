package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * One page of groups, ordered by name.
 *
 * @param items the groups of this page
 * @param next the cursor of the next page, to be sent as {@code after}; null on the last one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record GroupPage(List<GroupView> items, String next) {
    public GroupPage {
        items = List.copyOf(items);
    }
}
