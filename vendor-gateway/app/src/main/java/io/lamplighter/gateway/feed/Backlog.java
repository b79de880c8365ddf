package io.lamplighter.gateway.feed;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What waits for a client in one subscription: every change as long as there are few, then the newest of each series.
 * Cursors stay in order in both, so that a client that is cut off between two of them misses nothing. Its socket guards
 * it.
 */
final class Backlog {
    /** A change with the cursor that holds once it has been told. */
    record Waiting(Change change, String cursor) {}

    private final ArrayDeque<Waiting> every = new ArrayDeque<>();
    private final SequencedMap<Change.Series, Waiting> newest = new LinkedHashMap<>();
    private final int maxChanges;
    private final int maxSeries;
    private long thinned;

    Backlog(int maxChanges, int maxSeries) {
        this.maxChanges = maxChanges;
        this.maxSeries = maxSeries;
    }

    /** False when there is no room: then nothing that waits here is worth anything. */
    boolean add(Change change, String cursor) {
        var waiting = new Waiting(change, cursor);
        if (newest.isEmpty() && every.size() < maxChanges) {
            every.add(waiting);
            return true;
        }
        if (change.series() == null) {
            return false;
        }
        every.forEach(this::keepNewest);
        every.clear();
        keepNewest(waiting);
        return newest.size() <= maxSeries;
    }

    private void keepNewest(Waiting waiting) {
        var series = waiting.change().series();
        var before = newest.get(series);
        if (before == null) {
            newest.put(series, waiting);
            return;
        }
        thinned++;
        if (!waiting.change().at().isBefore(before.change().at())) {
            newest.remove(series);
            newest.put(series, waiting);
        }
    }

    Waiting poll() {
        if (!every.isEmpty()) {
            return every.poll();
        }
        var first = newest.pollFirstEntry();
        return first == null ? null : first.getValue();
    }

    boolean isEmpty() {
        return every.isEmpty() && newest.isEmpty();
    }

    void clear() {
        every.clear();
        newest.clear();
    }

    Iterator<Waiting> iterator() {
        return newest.isEmpty() ? every.iterator() : newest.values().iterator();
    }

    /** How many changes were left out for newer ones since this was last asked. */
    long takeThinned() {
        var count = thinned;
        thinned = 0;
        return count;
    }
}
