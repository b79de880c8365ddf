package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.api.FeedMessage;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What waits for a client in one subscription: every change as long as there are few, then the newest of each series, and
 * what was left out for it. Cursors stay in order in both, so that a client that is cut off between two of them misses
 * nothing. Its socket guards it.
 */
final class Backlog {
    private static final int MOST_NAMED = 100;

    /** What of one series was left out. */
    private static final class LeftOut {
        long count;
        Instant from = Instant.MAX;
        Instant to = Instant.MIN;

        void add(Instant at) {
            count++;
            from = at.isBefore(from) ? at : from;
            to = at.isAfter(to) ? at : to;
        }
    }

    private final ArrayDeque<Waiting> every = new ArrayDeque<>(1);
    private final SequencedMap<Change.Series, Waiting> newest = new LinkedHashMap<>(0);
    private final SequencedMap<Change.Series, LeftOut> leftOut = new LinkedHashMap<>(0);
    private final int maxChanges;
    private final int maxSeries;
    private long leftOutCount;

    Backlog(int maxChanges, int maxSeries) {
        this.maxChanges = maxChanges;
        this.maxSeries = maxSeries;
    }

    /** False when there is no room: then nothing that waits here is worth anything. */
    boolean add(Waiting waiting) {
        if (newest.isEmpty() && every.size() < maxChanges) {
            every.add(waiting);
            return true;
        }
        if (waiting.change().series() == null) {
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
        var isNewer = !waiting.change().at().isBefore(before.change().at());
        leaveOut(series, isNewer ? before : waiting);
        if (isNewer) {
            newest.remove(series);
            newest.put(series, waiting);
        }
    }

    private void leaveOut(Change.Series series, Waiting older) {
        leftOutCount++;
        if (leftOut.size() < MOST_NAMED || leftOut.containsKey(series)) {
            leftOut.computeIfAbsent(series, unseen -> new LeftOut())
                    .add(older.change().at());
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

    int size() {
        return every.size() + newest.size();
    }

    void clear() {
        every.clear();
        newest.clear();
        leftOut.clear();
        leftOutCount = 0;
    }

    Iterator<Waiting> iterator() {
        return newest.isEmpty() ? every.iterator() : newest.values().iterator();
    }

    /** What was left out since this was last asked; null when nothing was. */
    FeedMessage.Conflated takeLeftOut(String id) {
        if (leftOutCount == 0) {
            return null;
        }
        var series = leftOut.entrySet().stream()
                .map(entry -> leftOut(entry.getKey(), entry.getValue()))
                .toList();
        var told = new FeedMessage.Conflated(id, leftOutCount, List.copyOf(series));
        leftOut.clear();
        leftOutCount = 0;
        return told;
    }

    private static FeedMessage.LeftOut leftOut(Change.Series series, LeftOut what) {
        return new FeedMessage.LeftOut(series.deviceId(), series.name(), what.count, what.from, what.to);
    }
}
