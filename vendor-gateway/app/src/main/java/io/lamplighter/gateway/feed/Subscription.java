package io.lamplighter.gateway.feed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** One subscription of one socket. What it holds is guarded by its socket. */
final class Subscription {
    private final String id;
    private final FeedStream stream;
    private final Set<UUID> devices;
    private final FeedSocket socket;
    private final Backlog backlog;
    private boolean loading = true;
    private boolean resetDue;
    private boolean closed;
    private int load;
    private String ready;

    Subscription(String id, FeedStream stream, Set<UUID> devices, FeedSocket socket, FeedConfig config) {
        this.id = id;
        this.stream = stream;
        this.devices = Set.copyOf(devices);
        this.socket = socket;
        this.backlog = new Backlog(config.maxWaiting(), config.maxWaitingSeries());
    }

    String id() {
        return id;
    }

    FeedStream stream() {
        return stream;
    }

    /** None for all. */
    Set<UUID> devices() {
        return devices;
    }

    boolean watches(UUID device) {
        return devices.isEmpty() || (device != null && devices.contains(device));
    }

    /** Takes the changes of one record: only the last of them moves the cursor. */
    void offer(List<Change> changes, String before, String after) {
        synchronized (socket) {
            if (closed || resetDue) {
                return;
            }
            for (var index = 0; index < changes.size(); index++) {
                var cursor = index == changes.size() - 1 ? after : before;
                if (!backlog.add(changes.get(index), cursor)) {
                    overflow();
                    return;
                }
            }
            socket.count(backlog.takeThinned());
            socket.wants(this);
        }
    }

    private void overflow() {
        backlog.clear();
        ready = null;
        resetDue = true;
        socket.wants(this);
    }

    void flush() {
        socket.flush();
    }

    /** A new snapshot is fetched: what waits is forgotten, and an older snapshot that is still under way is not wanted. */
    int beginLoad() {
        synchronized (socket) {
            backlog.clear();
            return ++load;
        }
    }

    /** It is told that it must start over, as soon as it listens. */
    void reset() {
        synchronized (socket) {
            overflow();
        }
        flush();
    }

    /** It goes on where it was cut off, without a snapshot. */
    void resume() {
        synchronized (socket) {
            loading = false;
            socket.wants(this);
        }
        flush();
    }

    void loaded(List<Change> items, String cursor, int ofLoad) {
        synchronized (socket) {
            if (closed || resetDue || ofLoad != load) {
                return;
            }
            forgetOlder(items);
            ready = Messages.snapshot(id, items, cursor);
            loading = false;
            socket.wants(this);
        }
        flush();
    }

    private void forgetOlder(List<Change> items) {
        var known = new HashMap<Change.Series, Change>();
        items.stream().filter(item -> item.series() != null).forEach(item -> known.put(item.series(), item));
        var waiting = backlog.iterator();
        while (waiting.hasNext()) {
            var change = waiting.next().change();
            if (addsNothing(change, known)) {
                waiting.remove();
            }
        }
    }

    private static boolean addsNothing(Change change, Map<Change.Series, Change> known) {
        var snapshot = change.series() == null ? null : known.get(change.series());
        return snapshot != null && change.addsNothingTo(snapshot);
    }

    /** The next message, null when there is none; the socket's lock is held. */
    String next() {
        if (closed) {
            return null;
        }
        if (resetDue) {
            resetDue = false;
            loading = true;
            socket.load(this);
            return Messages.reset(id);
        }
        if (loading) {
            return null;
        }
        if (ready != null) {
            var snapshot = ready;
            ready = null;
            return snapshot;
        }
        var waiting = backlog.poll();
        return waiting == null ? null : Messages.update(id, waiting.change(), waiting.cursor());
    }

    /** Whether everything was told; the socket's lock is held. */
    boolean isIdle() {
        return !loading && !resetDue && ready == null && backlog.isEmpty();
    }

    void close() {
        stream.leave(this);
        synchronized (socket) {
            closed = true;
            backlog.clear();
            ready = null;
        }
    }
}
