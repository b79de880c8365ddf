package io.lamplighter.gateway.lanes;

import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** A {@link Lane} for each key, for as long as something runs or waits there. */
public final class Lanes<K> {
    private final Map<K, Used> lanes = new ConcurrentHashMap<>();
    private final int width;
    private final int maxWaiting;

    private record Used(Lane lane, int users) {}

    public Lanes(int width, int maxWaiting) {
        this.width = width;
        this.maxWaiting = maxWaiting;
    }

    /** Does the work in the lane of this key. */
    public <T> Uni<T> run(K key, Supplier<Uni<? extends T>> work) {
        return run(key, false, work);
    }

    /** Does the work in the lane of this key, if it is urgent before what is not. */
    public <T> Uni<T> run(K key, boolean urgent, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>deferred(
                        () -> enter(key).<T>run(urgent, work).onTermination().invoke(() -> leave(key)));
    }

    private Lane enter(K key) {
        return lanes.compute(
                        key,
                        (same, used) -> used == null
                                ? new Used(new Lane(width, maxWaiting), 1)
                                : new Used(used.lane(), used.users() + 1))
                .lane();
    }

    private void leave(K key) {
        lanes.computeIfPresent(key, (same, used) -> used.users() == 1 ? null : new Used(used.lane(), used.users() - 1));
    }
}
