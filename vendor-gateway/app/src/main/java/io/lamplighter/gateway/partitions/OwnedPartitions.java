package io.lamplighter.gateway.partitions;

import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/** The partitions of {@code commands} that are this replica's, as the consumer group has dealt them. */
@Singleton
public class OwnedPartitions {
    /** Partitions came or went. Told on Kafka's thread, when it has already happened. */
    public record Changed(double share) {}

    private record Dealt(Set<Integer> owned, int total) {}

    private final Event<Changed> changed;
    private volatile Dealt dealt = new Dealt(Set.of(), 0);

    OwnedPartitions(Event<Changed> changed) {
        this.changed = changed;
    }

    /**
     * These came.
     *
     * @param total how many partitions there are
     */
    public void assigned(Collection<Integer> partitions, int total) {
        become(true, partitions, Math.max(total, dealt.total()));
    }

    /** These went. */
    public void revoked(Collection<Integer> partitions) {
        become(false, partitions, dealt.total());
    }

    private void become(boolean add, Collection<Integer> partitions, int total) {
        synchronized (this) {
            var owned = new HashSet<>(dealt.owned());
            if (add) {
                owned.addAll(partitions);
            } else {
                owned.removeAll(partitions);
            }
            dealt = new Dealt(Set.copyOf(owned), total);
        }
        changed.fire(new Changed(share()));
    }

    /** Which part of all partitions is owned, from 0 to 1. */
    public double share() {
        var now = dealt;
        return now.total() == 0 ? 0 : (double) now.owned().size() / now.total();
    }

    /** Whether the commands of this device come here: the same hash as Kafka's producers use. */
    public boolean owns(UUID device) {
        return owns(of(device));
    }

    public boolean owns(int partition) {
        return dealt.owned().contains(partition);
    }

    /** Where the commands of this device are; below 0 before that is known. */
    public int of(UUID device) {
        var total = dealt.total();
        var key = device.toString().getBytes(StandardCharsets.UTF_8);
        return total == 0 ? -1 : Utils.toPositive(Utils.murmur2(key)) % total;
    }

    /** All went: this replica ends. */
    public void leave() {
        revoked(dealt.owned());
    }
}
