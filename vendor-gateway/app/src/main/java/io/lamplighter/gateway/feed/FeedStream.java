package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.members.Crossing;
import io.lamplighter.gateway.members.Members;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * One stream: who watches what of it, and the newest records. Its lock is taken before that of a socket, never after; it is
 * one class because all of it happens under that lock.
 */
final class FeedStream {
    private static final long UNSTORED_MILLIS = 15_000;
    /** A cursor of another replica may be a little ahead of this one; what is further ahead is of another world. */
    private static final long AHEAD = 10_000;

    /** A snapshot that is being fetched, and the cursor that it will have. */
    record Load(int number, String cursor) {}

    /** What happened lately; the id names it among all of the stream. */
    record Recent(String id, long at, Change change) {}

    /** How a subscription that was cut off goes on. */
    enum Resumption {
        /** It has all that it missed. */
        DONE,
        /** What it missed must be read from its topic again. */
        TO_BE_READ,
        /** It must start over. */
        IMPOSSIBLE
    }

    private final FeedStreamKind kind;
    private final ChangeReader reader;
    private final SnapshotSource snapshots;
    private final Function<Members, String> membersCursor;
    private final FeedConfig config;
    private final Counter unreadable;
    private final Audience audience = new Audience();
    private RecentRecords recent;
    private long[] offsets = {};
    private int world;
    private String cursor;

    /** @param membersCursor what is added to the cursors of those who watch members, so that they go on from there */
    FeedStream(
            FeedStreamKind kind,
            ChangeReader reader,
            SnapshotSource snapshots,
            Function<Members, String> membersCursor,
            FeedConfig config,
            Counter unreadable) {
        this.kind = kind;
        this.reader = reader;
        this.snapshots = snapshots;
        this.membersCursor = membersCursor;
        this.config = config;
        this.unreadable = unreadable;
    }

    FeedStreamKind kind() {
        return kind;
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

    /** Something happened that is on no topic. */
    synchronized void publish(long at, Change change) {
        received(Entry.of(offsets[0], at, change), List.of());
    }

    /**
     * Tells everybody who watches this device; a record that nobody watches is not even read.
     *
     * @param crossings what the device entered or left by this
     */
    synchronized void received(Entry entry, List<Crossing> crossings) {
        var isWatched = !crossings.isEmpty() || audience.watches(entry.device());
        var before = isWatched ? cursor() : null;
        recent.add(entry);
        offsets[entry.partition()] = entry.offset() + 1;
        cursor = null;
        if (isWatched) {
            tell(entry, crossings, before);
        }
    }

    private void tell(Entry entry, List<Crossing> crossings, String before) {
        var changes = read(entry);
        var after = cursor();
        audience.tell(entry.device(), waiting(changes, before, after, ""));
        audience.tellMembers(
                entry.device(),
                members -> crossings.stream().anyMatch(of -> of.members() == members)
                        ? List.of()
                        : waiting(changes, before, after, membersCursor.apply(members)));
        crossings.forEach(crossing -> {
            var crossed =
                    changes.stream().map(change -> crossed(change, crossing)).toList();
            var told = waiting(crossed, before, after, membersCursor.apply(crossing.members()));
            audience.of(crossing).forEach(subscription -> subscription.offer(told));
        });
    }

    private static Change crossed(Change change, Crossing crossing) {
        if (change.action().equals("delete")) {
            return change;
        }
        return crossing.entered() ? change.as("entered") : ChangeReaders.gone("left", change.deviceId());
    }

    /** Only the last change of a record moves the cursor. */
    private static List<Waiting> waiting(List<Change> changes, String before, String after, String suffix) {
        var waiting = new ArrayList<Waiting>(changes.size());
        for (var index = 0; index < changes.size(); index++) {
            waiting.add(new Waiting(changes.get(index), (index == changes.size() - 1 ? after : before) + suffix));
        }
        return waiting;
    }

    private List<Change> read(Entry entry) {
        try {
            return entry.changes(reader);
        } catch (IOException | RuntimeException broken) {
            unreadable.increment();
            entry.spoil();
            return List.of();
        }
    }

    /** A device entered or left what some watch: they are told so, and what there is of it now when it entered. */
    void crossed(Crossing crossing, Change told) {
        List<Subscription> watching;
        synchronized (this) {
            watching = List.copyOf(audience.of(crossing));
            var text = cursor() + membersCursor.apply(crossing.members());
            watching.forEach(subscription -> subscription.offer(List.of(new Waiting(told, text))));
        }
        if (crossing.entered() && !watching.isEmpty()) {
            loadArrived(crossing.deviceId(), watching);
        }
    }

    /** Tells what there is of a device that entered, to those who still watch. */
    void loadArrived(UUID device, List<Subscription> watching) {
        if (kind == FeedStreamKind.DEVICES) {
            return;
        }
        watching.forEach(subscription -> subscription.awaitArrival(1));
        snapshots
                .items(Set.of(device))
                .subscribe()
                .with(
                        items -> watching.forEach(subscription -> arrived(subscription, items)),
                        failure -> watching.forEach(FeedStream::giveUp));
    }

    private static void giveUp(Subscription subscription) {
        subscription.awaitArrival(-1);
        subscription.reset();
    }

    private synchronized void arrived(Subscription subscription, List<Change> items) {
        offer(subscription, items);
        subscription.awaitArrival(-1);
    }

    /** The newest cursor: everything before it has been offered to whoever watches. */
    synchronized String cursor() {
        if (cursor == null) {
            cursor = new Cursor(kind.letter(), world, offsets).text();
        }
        return cursor;
    }

    /** Where in this stream the text is; null when it is of no use here. */
    synchronized long[] position(String since) {
        var from = Cursor.read(kind.letter(), since).orElse(null);
        if (from == null || from.world() != world || recent == null || from.offsets().length != offsets.length) {
            return null;
        }
        for (var partition = 0; partition < offsets.length; partition++) {
            if (from.offsets()[partition] > offsets[partition] + AHEAD) {
                return null;
            }
        }
        return from.offsets();
    }

    /** From now on the subscription is told every change, and first what it missed since then, if that is still known here. */
    synchronized Resumption resume(Subscription subscription, long[] from) {
        if (!recent.reachesBack(from)) {
            return kind.isOnTopic() ? Resumption.TO_BE_READ : Resumption.IMPOSSIBLE;
        }
        var missed = recent.since(from, subscription.scope());
        if (missed.size() > config.maxWaiting() / 2) {
            return kind.isOnTopic() ? Resumption.TO_BE_READ : Resumption.IMPOSSIBLE;
        }
        catchUp(subscription, missed, from.clone());
        audience.add(subscription);
        return Resumption.DONE;
    }

    private void catchUp(Subscription subscription, List<Entry> missed, long[] reached) {
        var suffix = suffix(subscription);
        var before = new Cursor(kind.letter(), world, reached).text();
        for (var entry : missed) {
            reached[entry.partition()] = entry.offset() + 1;
            var after = new Cursor(kind.letter(), world, reached).text();
            subscription.offer(waiting(read(entry), before, after, suffix));
            before = after;
        }
    }

    private String suffix(Subscription subscription) {
        var members = subscription.scope().members();
        return members == null ? "" : membersCursor.apply(members);
    }

    /** Offers a record that was read again to one who missed it. */
    void replay(Subscription subscription, Entry entry, long[] reached) {
        synchronized (this) {
            var before = new Cursor(kind.letter(), world, reached).text();
            reached[entry.partition()] = entry.offset() + 1;
            var after = new Cursor(kind.letter(), world, reached).text();
            subscription.offer(waiting(read(entry), before, after, suffix(subscription)));
        }
    }

    /** Whether what was read again up to there meets what is known here. */
    synchronized boolean reachesBack(long[] position) {
        return recent.reachesBack(position);
    }

    /** Where the next records will be. */
    synchronized long[] end() {
        return offsets.clone();
    }

    synchronized void leave(Subscription subscription) {
        audience.remove(subscription);
    }

    /**
     * Begins to load a snapshot: from its cursor on, everything is offered. What came so lately that the snapshot's source may
     * not know it yet is offered again, of each series the newest.
     */
    synchronized Load beginSnapshot(Subscription subscription) {
        audience.add(subscription);
        var number = subscription.beginLoad();
        var text = cursor() + suffix(subscription);
        if (snapshots.lagsBehind() && recent != null) {
            var newest = new HashMap<Change.Series, Change>();
            recent.newerThan(System.currentTimeMillis() - UNSTORED_MILLIS, subscription.scope())
                    .forEach(entry ->
                            read(entry).forEach(change -> newest.merge(change.series(), change, FeedStream::newer)));
            subscription.offer(newest.values().stream()
                    .map(change -> new Waiting(change, text))
                    .toList());
        }
        return new Load(number, text);
    }

    private static Change newer(Change one, Change other) {
        return other.at().isBefore(one.at()) ? one : other;
    }

    /** What came since then, of all devices; null when that is not known here any more. */
    synchronized List<Entry> since(long[] from) {
        return recent.reachesBack(from) ? recent.since(from, Scope.ALL) : null;
    }

    /** From now on the subscription is told every change. */
    synchronized void join(Subscription subscription) {
        audience.add(subscription);
    }

    /** Tells one subscription something on top. */
    synchronized void offer(Subscription subscription, List<Change> more) {
        subscription.offer(waiting(more, cursor(), cursor(), suffix(subscription)));
    }

    /** The newest changes that are still known here, newest first. */
    synchronized List<Recent> newest(Scope scope, Filter filter, int limit) {
        var newest = new ArrayList<Recent>();
        for (var entry :
                recent == null ? List.<Entry>of() : recent.newerThan(0, scope).reversed()) {
            var changes = read(entry);
            for (var index = changes.size() - 1; index >= 0 && newest.size() < limit; index--) {
                if (filter.wants(changes.get(index))) {
                    var id = entry.partition() + "-" + entry.offset() + "-" + index;
                    newest.add(new Recent(id, entry.at(), changes.get(index)));
                }
            }
            if (newest.size() == limit) {
                break;
            }
        }
        return newest;
    }
}
