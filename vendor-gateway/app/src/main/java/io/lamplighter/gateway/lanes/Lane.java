package io.lamplighter.gateway.lanes;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Lets so many pieces of work run at a time; the others wait their turn in order, the urgent before the rest. */
public final class Lane {
    private final int width;
    private final int maxWaiting;
    private final Deque<Runnable> urgent = new ArrayDeque<>();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private int running;

    public Lane(int width, int maxWaiting) {
        this.width = width;
        this.maxWaiting = maxWaiting;
    }

    /** Does the work when its turn comes; fails with {@link LaneFullException} when too many wait already. */
    public <T> Uni<T> run(Supplier<Uni<? extends T>> work) {
        return run(false, work);
    }

    /**
     * Does the work when its turn comes; fails with {@link LaneFullException} when too many wait already.
     *
     * @param first whether it goes before all that is not urgent
     */
    public <T> Uni<T> run(boolean first, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom().emitter(emitter -> admit(first ? urgent : waiting, work, emitter));
    }

    private <T> void admit(Deque<Runnable> queue, Supplier<Uni<? extends T>> work, UniEmitter<? super T> emitter) {
        synchronized (this) {
            if (running >= width && queue.size() >= maxWaiting) {
                emitter.fail(new LaneFullException(maxWaiting));
                return;
            }
            queue.add(() -> begin(work, emitter));
        }
        advance();
    }

    private <T> void begin(Supplier<Uni<? extends T>> work, UniEmitter<? super T> emitter) {
        Uni.createFrom()
                .<T>deferred(() -> work.get().map(item -> (T) item))
                .onTermination()
                .invoke(this::leave)
                .subscribe()
                .with(emitter::complete, emitter::fail);
    }

    private void leave() {
        synchronized (this) {
            running--;
        }
        advance();
    }

    /** A loop and no recursion: work that ends at once must not grow the stack. */
    private void advance() {
        if (calls.getAndIncrement() != 0) {
            return;
        }
        do {
            for (var next = next(); next != null; next = next()) {
                next.run();
            }
        } while (calls.decrementAndGet() != 0);
    }

    private synchronized Runnable next() {
        var queue = urgent.isEmpty() ? waiting : urgent;
        if (running >= width || queue.isEmpty()) {
            return null;
        }
        running++;
        return queue.poll();
    }
}
