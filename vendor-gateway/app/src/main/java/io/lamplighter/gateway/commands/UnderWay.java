package io.lamplighter.gateway.commands;

import io.lamplighter.gateway.partitions.OwnedPartitions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** The commands that are at their vendor or on their way to be answered, so that a handover can wait for these. */
@Singleton
class UnderWay {
    private static final long TICK_NANOS = 5_000_000;

    private final Set<Grant> begun = ConcurrentHashMap.newKeySet();
    private final OwnedPartitions owned;

    UnderWay(OwnedPartitions owned) {
        this.owned = owned;
    }

    /**
     * The vendor is about to be called.
     *
     * @throws HandedOverException when that is another replica's business by now
     */
    void begin(Grant grant) {
        begun.add(grant); // before the look, so that whoever takes the partition away after it waits for this
        if (!owned.owns(grant.partition())) {
            begun.remove(grant);
            throw new HandedOverException(grant.partition());
        }
    }

    /** It is answered, or will not be. */
    void end(Grant grant) {
        begun.remove(grant);
    }

    /**
     * Waits until nothing is under way of partitions that are not owned any more, but not longer than this; answers whether
     * nothing is. Blocks.
     */
    boolean settled(Duration atMost) {
        var end = System.nanoTime() + atMost.toNanos();
        while (!isSettled() && System.nanoTime() < end) {
            LockSupport.parkNanos(TICK_NANOS);
        }
        return isSettled();
    }

    private boolean isSettled() {
        return begun.stream().allMatch(grant -> owned.owns(grant.partition()));
    }
}
