package io.lamplighter.gateway.commands;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The reads of one account and scope that wait for a call. A few calls are under way at a time; who comes while there are
 * fewer goes at once and alone, who comes meanwhile waits, and all who wait go with the next. So nobody waits for company.
 */
final class Gathering {
    private static final int AT_ONCE = 4;

    private record Waiter(Instant deadline, UniEmitter<? super Batch> emitter) {}

    private final int size;
    private final Function<Instant, Uni<Void>> budget;
    private final IntFunction<Batch> departure;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private final AtomicInteger turns = new AtomicInteger();
    private int asked;
    private int running;

    /**
     * @param size devices in one call at most
     * @param budget answers when one call may be made, or fails when that is not before the deadline
     * @param departure makes a batch of so many; {@link #ended()} is told when it has ended
     */
    Gathering(int size, Function<Instant, Uni<Void>> budget, IntFunction<Batch> departure) {
        this.size = size;
        this.budget = budget;
        this.departure = departure;
    }

    /** A place in a batch; fails as the budget does. */
    Uni<Batch> join(Instant deadline) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                waiting.add(new Waiter(deadline, emitter));
            }
            advance();
        });
    }

    void ended() {
        synchronized (this) {
            running--;
        }
        advance();
    }

    /** A loop and no recursion: calls that end at once must not grow the stack. */
    private void advance() {
        if (turns.getAndIncrement() != 0) {
            return;
        }
        do {
            for (var first = next(); first != null; first = next()) {
                ask(first);
            }
        } while (turns.decrementAndGet() != 0);
    }

    /** Who asks for the budget next, on behalf of as many as fit into one call. */
    private synchronized Waiter next() {
        if (asked + running >= AT_ONCE || waiting.size() <= asked * size) {
            return null;
        }
        asked++;
        return waiting.peek();
    }

    private void ask(Waiter first) {
        budget.apply(first.deadline()).subscribe().with(paid -> depart(), failure -> refuse(first, failure));
    }

    private void depart() {
        List<Waiter> leaving;
        synchronized (this) {
            asked--;
            leaving = leaving();
            running += leaving.isEmpty() ? 0 : 1;
        }
        if (!leaving.isEmpty()) {
            var batch = departure.apply(leaving.size());
            leaving.forEach(waiter -> waiter.emitter().complete(batch));
        }
    }

    private List<Waiter> leaving() {
        var leaving = new ArrayList<Waiter>();
        while (leaving.size() < size && !waiting.isEmpty()) {
            leaving.add(waiting.poll());
        }
        return leaving;
    }

    private void refuse(Waiter first, Throwable failure) {
        boolean waited;
        synchronized (this) {
            asked--;
            waited = waiting.remove(first);
        }
        if (waited) {
            first.emitter().fail(failure);
        }
        advance();
    }
}
