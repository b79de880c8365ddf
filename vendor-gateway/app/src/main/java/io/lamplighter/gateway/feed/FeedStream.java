package io.lamplighter.gateway.feed;

import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One stream: who watches which device, and the newest records. Its lock is taken before that of a socket, never after.
 */
final class FeedStream {
    private static final long UNSTORED_MILLIS = 15_000;

    /** A snapshot that is being fetched, and the cursor that it will have. */
    record Load(int number, String cursor) {}

    private final char letter;
    private final ChangeReader reader;
    private final SnapshotSource snapshots;
    private final FeedConfig config;
    private final Counter unreadable;
    private final Map<UUID, Set<Subscription>> watchers = new HashMap<>();
    private final Set<Subscription> watchersOfAll = new HashSet<>();
    private RecentRecords recent;
    private long[] offsets = {};
    private int world;
    private String cursor;

    FeedStream(char letter, ChangeReader reader, SnapshotSource snapshots, FeedConfig config, Counter unreadable) {
        this.letter = letter;
        this.reader = reader;
        this.snapshots = snapshots;
        this.config = config;
        this.unreadable = unreadable;
    }

    SnapshotSource snapshots() {
        return snapshots;
    }

    synchronized void started(String identity, long[] starts) {
        world = identity.hashCode();
        offsets = starts.clone();
        recent = new RecentRecords(config.recentRecords(), config.recentBytes(), starts);
        cursor = null;
    }

    /** Tells everybody who watches this device; a record that nobody watches is not even read. */
    void received(ConsumerRecord<byte[], byte[]> entry) {
        told(new RecentRecords.Entry(entry.partition(), entry.offset(), entry.timestamp(), entry.key(), entry.value()))
                .forEach(Subscription::flush);
    }

    private synchronized Set<Subscription> told(RecentRecords.Entry entry) {
        var watching = watching(entry.key());
        var before = watching.isEmpty() ? null : cursor();
        recent.add(entry);
        offsets[entry.partition()] = entry.offset() + 1;
        cursor = null;
        if (watching.isEmpty()) {
            return watching;
        }
        var changes = read(entry);
        var after = cursor();
        watching.forEach(subscription -> subscription.offer(changes, before, after));
        return watching;
    }

    private Set<Subscription> watching(byte[] key) {
        var ofDevice = key == null ? null : watchers.get(device(key));
        if (ofDevice == null) {
            return watchersOfAll;
        }
        var both = new HashSet<>(watchersOfAll);
        both.addAll(ofDevice);
        return both;
    }

    private static UUID device(byte[] key) {
        try {
            return UUID.fromString(new String(key, StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException noDevice) {
            return null;
        }
    }

    private List<Change> read(RecentRecords.Entry entry) {
        try {
            return reader.changes(entry);
        } catch (IOException | RuntimeException broken) {
            unreadable.increment();
            return List.of();
        }
    }

    /** The newest cursor: everything before it has been offered to whoever watches. */
    synchronized String cursor() {
        if (cursor == null) {
            cursor = new Cursor(letter, world, offsets).text();
        }
        return cursor;
    }

    /**
     * From now on the subscription is told every change.
     *
     * @param since where it was cut off; null when it begins
     * @return whether it goes on from there; otherwise it needs a snapshot
     */
    synchronized boolean join(Subscription subscription, String since) {
        var from = Cursor.read(letter, since).filter(this::isWithinReach);
        if (from.isPresent()) {
            catchUp(subscription, from.get().offsets());
        }
        enter(subscription);
        return from.isPresent();
    }

    private boolean isWithinReach(Cursor from) {
        if (from.world() != world || recent == null || !recent.reachesBack(from.offsets())) {
            return false;
        }
        for (var partition = 0; partition < offsets.length; partition++) {
            if (from.offsets()[partition] > offsets[partition]) {
                return false;
            }
        }
        return true;
    }

    private void catchUp(Subscription subscription, long[] from) {
        var reached = from.clone();
        var before = new Cursor(letter, world, reached).text();
        for (var entry : recent.since(from)) {
            reached[entry.partition()] = entry.offset() + 1;
            if (!subscription.watches(entry.key() == null ? null : device(entry.key()))) {
                continue;
            }
            var after = new Cursor(letter, world, reached).text();
            subscription.offer(read(entry), before, after);
            before = after;
        }
    }

    private void enter(Subscription subscription) {
        if (subscription.devices().isEmpty()) {
            watchersOfAll.add(subscription);
        }
        subscription
                .devices()
                .forEach(device -> watchers.computeIfAbsent(device, unseen -> new HashSet<>())
                        .add(subscription));
    }

    synchronized void leave(Subscription subscription) {
        watchersOfAll.remove(subscription);
        subscription
                .devices()
                .forEach(device -> watchers.computeIfPresent(device, (same, watching) -> {
                    watching.remove(subscription);
                    return watching.isEmpty() ? null : watching;
                }));
    }

    /**
     * Begins to load a snapshot: from its cursor on, everything is offered. What came so lately that the snapshot's source may
     * not know it yet is offered again.
     */
    synchronized Load beginSnapshot(Subscription subscription) {
        var number = subscription.beginLoad();
        if (snapshots.lagsBehind() && recent != null) {
            var lately = new ArrayList<>(recent.newerThan(System.currentTimeMillis() - UNSTORED_MILLIS));
            lately.removeIf(entry -> !subscription.watches(entry.key() == null ? null : device(entry.key())));
            lately.forEach(entry -> subscription.offer(read(entry), cursor(), cursor()));
        }
        return new Load(number, cursor());
    }
}
