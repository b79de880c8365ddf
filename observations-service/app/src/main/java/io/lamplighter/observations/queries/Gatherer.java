package io.lamplighter.observations.queries;

import io.lamplighter.observations.problems.Problems;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Looks up single keys together: while a statement is on its way, whoever else asks waits and goes into the next one.
 * Alone, a look-up goes at once; under load there are few statements, each for many.
 */
public final class Gatherer<K, V> {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final Limits limits;
    private final Function<Set<K>, Uni<Map<K, V>>> source;
    private final V nothing;
    private final Queue<Waiting<K, V>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    /**
     * How much is done together.
     *
     * @param statements that run at once
     * @param keys of one statement
     * @param waiting look-ups that may wait; more are told to come again
     * @param within how long a statement may take before those who wait for it are told so
     */
    public record Limits(int statements, int keys, int waiting, Duration within) {

        /** As they are configured for all look-ups. */
        public static Limits of(QueriesConfig config) {
            return new Limits(config.statements(), config.keysPerStatement(), config.waiting(), config.answerWithin());
        }
    }

    private record Waiting<K, V>(K key, UniEmitter<? super V> emitter) {}

    /**
     * Nothing is asked for yet.
     *
     * @param nothing stands for what is absent
     * @param source looks up many in one statement; what it does not know is absent
     */
    public Gatherer(Limits limits, V nothing, Function<Set<K>, Uni<Map<K, V>>> source) {
        this.limits = limits;
        this.nothing = nothing;
        this.source = source;
    }

    /** What is found for this key. */
    public Uni<V> ask(K key) {
        return Uni.createFrom().emitter(emitter -> enqueue(new Waiting<>(key, emitter)));
    }

    private void enqueue(Waiting<K, V> one) {
        if (waiting.incrementAndGet() > limits.waiting()) {
            waiting.decrementAndGet();
            one.emitter().fail(busy());
            return;
        }
        queue.add(one);
        start();
    }

    private static RuntimeException busy() {
        return Problems.unavailable(
                "too-many-questions", "Too many questions at once", "Ask again in a moment.", RETRY_AFTER_SECONDS);
    }

    private void start() {
        while (!queue.isEmpty()) {
            if (running.incrementAndGet() > limits.statements()) {
                running.decrementAndGet();
                return;
            }
            var batch = take();
            if (batch.isEmpty()) {
                running.decrementAndGet();
            } else {
                run(batch);
            }
        }
    }

    private Map<K, List<Waiting<K, V>>> take() {
        var batch = new HashMap<K, List<Waiting<K, V>>>();
        while (batch.size() < limits.keys()) {
            var one = queue.poll();
            if (one == null) {
                break;
            }
            waiting.decrementAndGet();
            batch.computeIfAbsent(one.key(), key -> new ArrayList<>(1)).add(one);
        }
        return batch;
    }

    private void run(Map<K, List<Waiting<K, V>>> batch) {
        Uni.createFrom()
                .deferred(() -> source.apply(batch.keySet()))
                .ifNoItem()
                .after(limits.within())
                .fail()
                .onTermination()
                .invoke(this::ended)
                .subscribe()
                .with(found -> answer(batch, found), failure -> fail(batch, failure));
    }

    // Whoever waited while this statement ran goes first.
    private void ended() {
        running.decrementAndGet();
        start();
    }

    private void answer(Map<K, List<Waiting<K, V>>> batch, Map<K, V> found) {
        batch.forEach((key, askers) -> {
            var its = found.getOrDefault(key, nothing);
            askers.forEach(each -> each.emitter().complete(its));
        });
    }

    private void fail(Map<K, List<Waiting<K, V>>> batch, Throwable failure) {
        batch.values().forEach(askers -> askers.forEach(each -> each.emitter().fail(failure)));
    }
}
