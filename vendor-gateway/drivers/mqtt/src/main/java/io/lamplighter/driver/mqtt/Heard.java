package io.lamplighter.driver.mqtt;

import java.time.Instant;
import java.util.LinkedHashMap;

/**
 * When messages were first heard. A broker delivers what it retains again with each subscription and does not say since when
 * it has it: what was heard before keeps its time, so that the same is told with the same time. Bounded: what was not heard of
 * for longest is forgotten.
 */
final class Heard {
    private static final int KEPT = 100_000;

    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** One message. */
    static final class Entry {
        private final long digest;
        private final Instant at;
        private volatile Object teller;

        Entry(long digest, Instant at) {
            this.digest = digest;
            this.at = at;
        }

        /** When it was first heard. */
        Instant at() {
            return at;
        }

        /** Notes who tells it; answers whether it was told by the same before. */
        boolean toldBefore(Object by) {
            var before = by.equals(teller);
            teller = by;
            return before;
        }
    }

    /** Notes a message: a retained one that is known is the same as before, any other is new. */
    synchronized Entry note(String account, String topic, String text, boolean retained, Instant now) {
        var key = account + '\n' + topic;
        var digest = 31L * text.length() * Integer.MAX_VALUE + text.hashCode();
        var known = entries.get(key);
        if (retained && known != null && known.digest == digest) {
            return known;
        }
        var entry = new Entry(digest, now);
        entries.put(key, entry);
        if (entries.size() > KEPT) {
            entries.pollFirstEntry();
        }
        return entry;
    }
}
