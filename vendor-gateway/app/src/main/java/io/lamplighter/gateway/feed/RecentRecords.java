package io.lamplighter.gateway.feed;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest records of a topic, bounded by count and bytes. Not thread-safe: its stream guards it. */
final class RecentRecords {
    private static final long OVERHEAD = 96;

    /**
     * A record as it came.
     *
     * @param at its time stamp, in milliseconds
     * @param value null for a tombstone
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Entry(int partition, long offset, long at, byte[] key, byte[] value) {
        long size() {
            return OVERHEAD + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final int maxEntries;
    private final long maxBytes;
    private final long[] oldest;
    private long bytes;

    RecentRecords(int maxEntries, long maxBytes, long[] starts) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.oldest = starts.clone();
    }

    void add(Entry entry) {
        entries.add(entry);
        bytes += entry.size();
        while (entries.size() > maxEntries || bytes > maxBytes) {
            var forgotten = entries.poll();
            bytes -= forgotten.size();
            oldest[forgotten.partition()] = forgotten.offset() + 1;
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

    /** What came from there on, in the order in which it came. */
    List<Entry> since(long[] offsets) {
        return entries.stream()
                .filter(entry -> entry.offset() >= offsets[entry.partition()])
                .toList();
    }

    /** What is not older than this, in the order in which it came. */
    List<Entry> newerThan(long millis) {
        return entries.stream().filter(entry -> entry.at() >= millis).toList();
    }
}
