package io.lamplighter.observations.rollups;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Times of series that are to be rolled up together, as columns. */
final class Scope {
    private final List<Integer> series = new ArrayList<>();
    private final List<OffsetDateTime> since = new ArrayList<>();
    private final List<OffsetDateTime> until = new ArrayList<>();

    /** From inclusive, to exclusive; nothing when they are the same. */
    void add(int seriesId, Instant from, Instant to) {
        if (from.isBefore(to)) {
            series.add(seriesId);
            since.add(from.atOffset(ZoneOffset.UTC));
            until.add(to.atOffset(ZoneOffset.UTC));
        }
    }

    boolean isEmpty() {
        return series.isEmpty();
    }

    Integer[] series() {
        return series.toArray(Integer[]::new);
    }

    OffsetDateTime[] since() {
        return since.toArray(OffsetDateTime[]::new);
    }

    OffsetDateTime[] until() {
        return until.toArray(OffsetDateTime[]::new);
    }
}
