package io.lamplighter.observations.stalls;

import java.time.Duration;
import java.time.Instant;

/**
 * What waits on the topic at a time.
 *
 * @param stored the sum of the offsets up to which it is stored
 * @param waiting records that are not stored yet, of all partitions, whichever replica stores them
 * @param oldest when the oldest of them was written; null when none waits
 * @param deadLetters records that lie among the dead letters
 */
record Backlog(Instant at, long stored, long waiting, Instant oldest, long deadLetters) {
    static final Backlog UNKNOWN = new Backlog(Instant.EPOCH, 0, 0, null, 0);

    Duration oldestAge() {
        return oldest == null || oldest.isAfter(at) ? Duration.ZERO : Duration.between(oldest, at);
    }

    /** Whether nothing was stored since then although something waited. */
    boolean standsStillSince(Backlog before) {
        return waiting > 0 && before.waiting() > 0 && stored == before.stored();
    }
}
