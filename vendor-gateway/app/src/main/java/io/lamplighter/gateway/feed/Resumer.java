package io.lamplighter.gateway.feed;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Begins a subscription: with a snapshot, or where it was cut off, or by telling that it must start over. */
@Singleton
class Resumer {
    /** A definition of a group may have been changed this long before it became known. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final FeedStreams streams;
    private final Replays replays;

    Resumer(FeedStreams streams, Replays replays) {
        this.streams = streams;
        this.replays = replays;
    }

    /** @param since where it was cut off; null when it begins */
    void begin(Subscription subscription, FeedSocket socket, String since) {
        if (!socket.isOpen(subscription)) {
            return;
        }
        if (since == null) {
            socket.load(subscription);
        } else if (!goesOn(subscription, since)) {
            subscription.reset();
        }
        socket.leaveIfGone(subscription);
    }

    private boolean goesOn(Subscription subscription, String since) {
        var stream = subscription.stream();
        var from = stream.position(since);
        if (from == null) {
            return false;
        }
        if (subscription.scope().members() == null) {
            return goesOn(subscription, from, () -> {});
        }
        if (stream.kind() == FeedStreamKind.DEVICES) {
            stream.join(subscription);
            tellCrossed(subscription, since);
            subscription.resume(false);
            return true;
        }
        return goesOn(subscription, from, () -> tellCrossed(subscription, since));
    }

    /** @param joined done when it has joined its stream again */
    private boolean goesOn(Subscription subscription, long[] from, Runnable joined) {
        switch (subscription.stream().resume(subscription, from)) {
            case DONE -> {
                joined.run();
                subscription.resume(false);
            }
            case TO_BE_READ -> {
                subscription.resume(true);
                replays.add(subscription, from, joined);
            }
            case IMPOSSIBLE -> {
                return false;
            }
        }
        return true;
    }

    /** What entered and left meanwhile, as it is now; what does so from now on is told anyway. */
    private void tellCrossed(Subscription subscription, String since) {
        var crossed = crossedSince(subscription, since);
        if (crossed == null) {
            subscription.reset();
            return;
        }
        var stream = subscription.stream();
        stream.offer(subscription, told(subscription, crossed));
        crossed.stream()
                .filter(subscription.scope().members()::contains)
                .forEach(device -> stream.loadArrived(device, List.of(subscription)));
    }

    /** The devices that may have entered or left what it is about; null when that is not known. */
    private Set<UUID> crossedSince(Subscription subscription, String since) {
        var members = subscription.scope().members();
        if (members.isGroup() && Cursor.time(since).isBefore(members.changedAt().plus(SLACK))) {
            return null;
        }
        var devices = streams.stream(FeedStreamKind.DEVICES);
        var from = devices.position(since);
        var entries = from == null ? null : devices.since(from);
        if (entries == null) {
            return null;
        }
        var crossed = new LinkedHashSet<UUID>();
        entries.stream().map(Entry::device).filter(device -> device != null).forEach(crossed::add);
        return crossed;
    }

    private List<Change> told(Subscription subscription, Set<UUID> crossed) {
        var told = new ArrayList<Change>();
        var members = subscription.scope().members();
        crossed.forEach(
                device -> told.add(streams.crossed(subscription.stream().kind(), device, members.contains(device))));
        return told;
    }
}
