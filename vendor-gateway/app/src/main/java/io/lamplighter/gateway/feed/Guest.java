package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.presence.Attending;

/** One client: its socket, who it is, where it is, and whether it behaves. */
final class Guest {
    private static final long TEN_SECONDS = 10_000_000_000L;

    private final FeedSocket socket;
    private final Attending attending;
    private final boolean canBeSilent;
    private volatile String user;
    private volatile long heardAt = System.nanoTime();
    private volatile long askedAt = heardAt;
    private long countedFrom = heardAt;
    private int count;
    private int requests;

    /** @param canBeSilent whether its transport lets nothing be heard of it */
    Guest(FeedSocket socket, Attending attending, boolean canBeSilent) {
        this.socket = socket;
        this.attending = attending;
        this.canBeSilent = canBeSilent;
    }

    FeedSocket socket() {
        return socket;
    }

    Attending attending() {
        return attending;
    }

    /** Null as long as it is not known. */
    String user() {
        return user;
    }

    void is(String name) {
        user = name;
        attending.is(name);
    }

    /** It lives. */
    void heard() {
        heardAt = System.nanoTime();
    }

    /** It sent something; false when it sends too much. */
    boolean asked(int mostInTenSeconds) {
        var now = System.nanoTime();
        heardAt = now;
        askedAt = now;
        if (now - countedFrom > TEN_SECONDS) {
            countedFrom = now;
            count = 0;
        }
        return ++count <= mostInTenSeconds;
    }

    /** One more answer is waited for; false when there are too many already. */
    synchronized boolean beginRequest(int most) {
        if (requests >= most) {
            return false;
        }
        requests++;
        return true;
    }

    synchronized void endRequest() {
        requests--;
    }

    /** Closes the socket when nothing was heard of it, or it wants nothing, for too long. */
    void check(FeedConfig config) {
        var now = System.nanoTime();
        if (!canBeSilent && now - heardAt > config.silence().toNanos()) {
            socket.close(Closing.SILENT);
        } else if (now - askedAt > config.idle().toNanos() && !socket.hasSubscriptions()) {
            socket.close(Closing.IDLE);
        }
    }
}
