package io.lamplighter.interactions.loops;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Answers questions that come at the same time together. A question that comes alone is not held up; those that come while one is
 * being answered are the next batch, so the more there are the less each of them costs. When a batch fails otherwise than by
 * an outage, each of its questions is answered alone, and only those at fault fail. While it lasts nobody waits for more than two batches.
 *
 * @param <Q> a question; must be answerable twice
 * @param <A> its answer, which is given in the context of Vert.x that it was asked in
 */
public final class Gathering<Q, A> {
    private record Asked<Q, A>(Q question, UniEmitter<? super A> emitter) {}

    /** Of so many things at most a question is worth being gathered; a larger one is a batch by itself. */
    public static final int FEW = 10;

    private final int most;
    private final Function<List<Q>, Uni<Function<Q, A>>> work;
    private final Queue<Asked<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean busy = new AtomicBoolean();
    /** Of whoever is busy. After an outage all who wait are asked for at once: else each batch of them would wait for its end. */
    private int limit;

    /**
     * Work must end in bounded time, since whatever is asked meanwhile waits for it.
     *
     * @param most how many questions a batch may have
     * @param work has the answer to each question of a batch
     */
    public Gathering(int most, Function<List<Q>, Uni<Function<Q, A>>> work) {
        this.most = most;
        this.limit = most;
        this.work = work;
    }

    /** Asks when it is subscribed to; fails as the work does. */
    public Uni<A> ask(Q question) {
        return Uni.createFrom().deferred(() -> {
            var context = Vertx.currentContext();
            var answer = Uni.createFrom().<A>emitter(emitter -> {
                queue.add(new Asked<>(question, emitter));
                next();
            });
            return context == null ? answer : answer.emitOn(then -> context.runOnContext(nothing -> then.run()));
        });
    }

    private void next() {
        while (!queue.isEmpty() && busy.compareAndSet(false, true)) {
            var batch = batch();
            answer(batch)
                    .onTermination()
                    .invoke((answers, failure, cancelled) -> {
                        limit = failure instanceof UnavailableException ? Integer.MAX_VALUE : most;
                        busy.set(false);
                        next();
                    })
                    .subscribe()
                    .with(
                            answers ->
                                    batch.forEach(asked -> asked.emitter().complete(answers.apply(asked.question()))),
                            failure -> failed(batch, failure));
        }
    }

    private List<Asked<Q, A>> batch() {
        var batch = new ArrayList<Asked<Q, A>>();
        while (batch.size() < limit) {
            var asked = queue.poll();
            if (asked == null) {
                break;
            }
            batch.add(asked);
        }
        return batch;
    }

    private Uni<Function<Q, A>> answer(List<Asked<Q, A>> batch) {
        return Uni.createFrom()
                .deferred(() -> work.apply(batch.stream().map(Asked::question).toList()));
    }

    private void failed(List<Asked<Q, A>> batch, Throwable failure) {
        if (batch.size() == 1 || failure instanceof UnavailableException) {
            batch.forEach(asked -> asked.emitter().fail(failure));
            return;
        }
        for (var asked : batch) {
            answer(List.of(asked))
                    .subscribe()
                    .with(
                            answers -> asked.emitter().complete(answers.apply(asked.question())),
                            reason -> asked.emitter().fail(reason));
        }
    }
}
