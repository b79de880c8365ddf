package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What applying a set of schedules changed, or would change.
 *
 * @param dryRun whether nothing was stored
 * @param items one for each schedule of the document and each that left the set, ordered by name
 */
public record ScheduleSetDiff(
        String set, boolean dryRun, int created, int updated, int unchanged, int retired, List<Item> items) {

    /**
     * One schedule.
     *
     * @param id in a dry run of one that is to be created it means nothing
     * @param changes by field, of one that is updated
     */
    public record Item(String name, UUID id, Action action, Map<String, Change> changes) {}

    /** A field before and after, as JSON; null where it is absent. */
    public record Change(Object from, Object to) {}

    /** What becomes of a schedule. */
    public enum Action {
        @JsonProperty("create")
        CREATE,
        @JsonProperty("update")
        UPDATE,
        @JsonProperty("unchanged")
        UNCHANGED,
        /** It has left the set: it never fires again, and its history stays. */
        @JsonProperty("retire")
        RETIRE
    }
}
