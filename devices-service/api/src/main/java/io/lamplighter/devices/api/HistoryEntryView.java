package io.lamplighter.devices.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * One change of a device: who made what of it, and when.
 *
 * @param version the version that the change made
 * @param at when it was made, UTC, microseconds
 * @param by who asked for it; the role in the database when plain SQL did it without saying
 * @param action {@code create}, {@code update} or {@code delete}
 * @param changes every property that changed, by name; none when the device was deleted
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record HistoryEntryView(long version, Instant at, String by, String action, List<FieldChangeView> changes) {
    public HistoryEntryView {
        changes = List.copyOf(changes);
    }
}
