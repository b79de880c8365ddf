package io.lamplighter.gateway.commands;

import io.lamplighter.interactions.api.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Leave to call a vendor for one command. */
final class Grant {
    private static final Duration GOOD_FOR = Duration.ofSeconds(1);

    private final Command command;
    private final int partition;
    private final AtomicReference<Instant> paidAt = new AtomicReference<>();
    private final AtomicReference<Batch> place = new AtomicReference<>();
    private volatile boolean isDoubtful;

    /** Leave for this command, which came from this partition or would have. */
    Grant(Command command, int partition) {
        this.command = command;
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    UUID deviceId() {
        return command.deviceId();
    }

    /** Whether it changes something, and so goes first. */
    boolean changes() {
        return Tasks.changes(command.task());
    }

    /** From now on its calls are counted among those to devices that did not answer last time. */
    void doubt() {
        isDoubtful = true;
    }

    boolean isDoubtful() {
        return isDoubtful;
    }

    Instant deadline() {
        return command.deadline();
    }

    /** A call was taken from the budget for it. */
    void paid(Instant at) {
        paidAt.set(at);
    }

    /** Whether a call is paid for, once. */
    boolean use(Instant now) {
        var at = paidAt.getAndSet(null);
        return at != null && isGood(at, now);
    }

    /** A call that was paid for long ago is not made on that: many such would come at once. */
    static boolean isGood(Instant paidAt, Instant now) {
        return Duration.between(paidAt, now).compareTo(GOOD_FOR) < 0;
    }

    /** Whether it has a place in a batch, where others wait for it. */
    boolean hasPlace() {
        return place.get() != null;
    }

    void place(Batch batch) {
        place.set(batch);
    }

    /** The batch that it has a place in, once. */
    Optional<Batch> takePlace() {
        return Optional.ofNullable(place.getAndSet(null));
    }
}
