package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.members.Members;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One subscription of one socket. What it holds is guarded by its socket. */
final class Subscription {
    private final String id;
    private final FeedStream stream;
    private final Filter filter;
    private final FeedSocket socket;
    private final Backlog backlog;
    private final int roomy;
    private volatile Scope scope;
    private boolean letGo;
    private boolean loading = true;
    private boolean replaying;
    private boolean resetDue;
    private boolean closed;
    private boolean hasPlace;
    private int arriving;
    private int load;
    private String ready;

    Subscription(String id, FeedStream stream, Filter filter, FeedSocket socket, FeedConfig config) {
        this.id = id;
        this.stream = stream;
        this.filter = filter;
        this.socket = socket;
        this.backlog = new Backlog(config.maxWaiting(), config.maxWaitingSeries());
        this.roomy = config.maxWaiting() / 2;
    }

    String id() {
        return id;
    }

    FeedStream stream() {
        return stream;
    }

    /** Null as long as it is not found out. */
    Scope scope() {
        return scope;
    }

    /** It is known now what it is about. */
    void isAbout(Scope found) {
        scope = found;
    }

    /** The members that it holds, to be released; null when there are none, and from the second time on. */
    Members letGo() {
        synchronized (socket) {
            var members = letGo || scope == null ? null : scope.members();
            letGo = letGo || scope != null;
            return members;
        }
    }

    /** Takes the changes of one record. */
    void offer(List<Waiting> told) {
        synchronized (socket) {
            if (closed || resetDue) {
                return;
            }
            for (var waiting : told) {
                if (filter.wants(waiting.change()) && !backlog.add(waiting)) {
                    overflow();
                    return;
                }
            }
            socket.wants(this);
        }
    }

    private void overflow() {
        backlog.clear();
        ready = null;
        replaying = false;
        resetDue = true;
        socket.wants(this);
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
            if (!closed) {
                overflow();
            }
        }
    }

    /**
     * It goes on where it was cut off, without a snapshot.
     *
     * @param isReplayed whether more of what it missed follows
     */
    void resume(boolean isReplayed) {
        synchronized (socket) {
            if (!resetDue) {
                loading = false;
                replaying = isReplayed;
                socket.wants(this);
            }
        }
    }

    /** Whether it still waits for what it missed. */
    boolean isReplaying() {
        synchronized (socket) {
            return replaying && !closed;
        }
    }

    /** Waits until the client has taken some of what waits for it; false when it does not take it. */
    boolean awaitRoom(long millis) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (socket) {
            var left = millis;
            while (replaying && !closed && backlog.size() > roomy && left > 0) {
                socket.wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
            return backlog.size() <= roomy;
        }
    }

    /** So many more devices have entered of which more is to be told. */
    void awaitArrival(int more) {
        synchronized (socket) {
            arriving += more;
        }
    }

    void loaded(List<Change> items, String cursor, int ofLoad) {
        synchronized (socket) {
            if (closed || resetDue || ofLoad != load) {
                return;
            }
            forgetOlder(items);
            var wanted = items.stream()
                    .filter(filter::wants)
                    .map(item -> item.json(filter.fields()))
                    .toList();
            ready = Messages.snapshot(id, wanted, cursor);
            loading = false;
            socket.wants(this);
        }
    }

    private void forgetOlder(List<Change> items) {
        var known = new HashMap<Change.Series, Change>();
        items.stream().filter(item -> item.series() != null).forEach(item -> known.put(item.series(), item));
        var waiting = backlog.iterator();
        while (waiting.hasNext()) {
            if (addsNothing(waiting.next().change(), known)) {
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
            return beginAgain();
        }
        if (loading) {
            return null;
        }
        if (ready != null) {
            var snapshot = ready;
            ready = null;
            return snapshot;
        }
        var leftOut = backlog.takeLeftOut(id);
        return leftOut == null ? nextChange() : socket.conflated(leftOut);
    }

    private String beginAgain() {
        resetDue = false;
        loading = true;
        socket.startOver(this);
        return Messages.reset(id);
    }

    private String nextChange() {
        var waiting = backlog.poll();
        if (replaying && backlog.size() <= roomy) {
            socket.notifyAll();
        }
        return waiting == null ? null : waiting.text(id, filter.fields());
    }

    /** Takes its place among those of its socket that have something to say, false when it has one; the socket's lock is held. */
    boolean takePlace() {
        var takes = !hasPlace;
        hasPlace = true;
        return takes;
    }

    /** It has nothing to say any more; the socket's lock is held. */
    void leavePlace() {
        hasPlace = false;
    }

    /** Whether everything was told; the socket's lock is held. */
    boolean isIdle() {
        return !loading && !replaying && !resetDue && arriving == 0 && ready == null && backlog.isEmpty();
    }

    void close() {
        if (scope != null) {
            stream.leave(this);
        }
        synchronized (socket) {
            closed = true;
            backlog.clear();
            ready = null;
            socket.notifyAll();
        }
    }
}
