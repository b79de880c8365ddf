package io.lamplighter.gateway.feed;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Where a stream's current state comes from. */
interface SnapshotSource {
    /**
     * The current state.
     *
     * @param devices only of these; null for all
     */
    Uni<List<Change>> items(Set<UUID> devices);

    /** Whether what the topic told a moment ago may be missing from it. */
    default boolean lagsBehind() {
        return false;
    }
}
