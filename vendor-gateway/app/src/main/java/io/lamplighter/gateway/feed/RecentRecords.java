package io.lamplighter.gateway.feed;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;

/** The newest records of a stream, bounded by count and bytes, also by device. Not thread-safe: its stream guards it. */
final class RecentRecords {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Map<UUID, Deque<Entry>> ofDevice = new HashMap<>();
    private final int maxEntries;
    private final long maxBytes;
    private final long[] oldest;
    private long bytes;
    private long count;

    RecentRecords(int maxEntries, long maxBytes, long[] starts) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.oldest = starts.clone();
    }

    void add(Entry entry) {
        entry.number(count++);
        entries.add(entry);
        if (entry.device() != null) {
            ofDevice.computeIfAbsent(entry.device(), unseen -> new ArrayDeque<>(2))
                    .add(entry);
        }
        bytes += entry.size();
        while (entries.size() > maxEntries || bytes > maxBytes) {
            forget(entries.poll());
        }
    }

    private void forget(Entry entry) {
        bytes -= entry.size();
        oldest[entry.partition()] = entry.offset() + 1;
        if (entry.device() != null) {
            ofDevice.computeIfPresent(entry.device(), (device, known) -> {
                known.poll();
                return known.isEmpty() ? null : known;
            });
        }
    }

    /** Whether everything from there on is still here. */
    boolean reachesBack(long[] offsets) {
        if (offsets.length != oldest.length) {
            return false;
        }
        for (var partition = 0; partition < offsets.length; partition++) {
            if (offsets[partition] < oldest[partition]) {
                return false;
            }
        }
        return true;
    }

    /** What came from there on for this audience, in the order in which it came. */
    List<Entry> since(long[] offsets, Scope scope) {
        return select(scope, entry -> entry.offset() >= offsets[entry.partition()]);
    }

    /** What is not older than this for this audience, in the order in which it came. */
    List<Entry> newerThan(long millis, Scope scope) {
        return select(scope, entry -> entry.at() >= millis);
    }

    private List<Entry> select(Scope scope, Predicate<Entry> wanted) {
        var found = new ArrayList<Entry>();
        if (scope.devices() == null) {
            collect(entries.descendingIterator(), found, wanted.and(entry -> scope.covers(entry.device())));
            return found.reversed();
        }
        for (var device : scope.devices()) {
            var known = ofDevice.get(device);
            if (known != null) {
                collect(known.descendingIterator(), found, wanted);
            }
        }
        found.sort(Comparator.comparingLong(Entry::number));
        return found;
    }

    private static void collect(Iterator<Entry> newestFirst, List<Entry> found, Predicate<Entry> wanted) {
        while (newestFirst.hasNext()) {
            var entry = newestFirst.next();
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
    }
}
