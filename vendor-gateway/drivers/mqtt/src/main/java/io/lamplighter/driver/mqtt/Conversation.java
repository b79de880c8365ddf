package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Something asked, and what is told until the answer is complete. */
final class Conversation<T> implements Hub.Ear {
    /** After so long a device that said nothing does not answer. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /** Puts an answer together. Asked by one thread at a time. */
    interface Answer<T> {
        /** Takes what came; tells the answer once it is complete. */
        Optional<T> take(Message message);

        /** Nothing more came for a while after the question: tells what there is, if that is an answer. */
        default Optional<T> settle() {
            return Optional.empty();
        }
    }

    /** What is said to begin with. */
    record Request(String topic, String text) {}

    /**
     * How it is held.
     *
     * @param filters what is listened to
     * @param requests what is published once the broker has acknowledged that
     * @param quiet how long nothing comes before the answer may settle
     */
    record Manner(List<Filter> filters, List<Request> requests, Duration quiet) {}

    private final Hub hub;
    private final Manner manner;
    private final Answer<T> answer;
    private final UniEmitter<? super T> emitter;
    private final Consumer<DriverException> broken;
    private volatile long lastAt;
    private volatile boolean over;

    private Conversation(Hub hub, Manner manner, Answer<T> answer, UniEmitter<? super T> emitter) {
        this.hub = hub;
        this.manner = manner;
        this.answer = answer;
        this.emitter = emitter;
        this.broken = emitter::fail;
    }

    static <T> Uni<T> hold(Hub hub, Manner manner, Answer<T> answer) {
        return Uni.createFrom()
                .<T>emitter(emitter -> new Conversation<>(hub, manner, answer, emitter).begin())
                .ifNoItem()
                .after(LIMIT)
                .failWith(() -> new DriverException.Unreachable("the device does not answer", (Throwable) null));
    }

    @Override
    public void take(Message message) {
        lastAt = System.nanoTime();
        attempt(() -> answer.take(message));
    }

    private void begin() {
        emitter.onTermination(() -> {
            over = true;
            hub.forget(broken);
            hub.leave(this, manner.filters());
        });
        hub.whenEnded(broken);
        var _ = hub.listen(this, manner.filters(), true)
                .chain(this::request)
                .subscribe()
                .with(done -> settleLater(), emitter::fail);
    }

    private Uni<Void> request() {
        return manner.requests().isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(manner.requests().stream()
                                .map(request -> hub.publish(request.topic(), request.text()))
                                .toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private void settleLater() {
        lastAt = System.nanoTime();
        settleIn(manner.quiet().toNanos());
    }

    private void settleIn(long nanos) {
        var _ = Infrastructure.getDefaultWorkerPool().schedule(this::settle, nanos, TimeUnit.NANOSECONDS);
    }

    private void settle() {
        if (over) {
            return;
        }
        var left = lastAt + manner.quiet().toNanos() - System.nanoTime();
        if (left > 0) {
            settleIn(left);
            return;
        }
        var heard = lastAt;
        var _ = hub.ping()
                .subscribe()
                .with(
                        answered -> settled(heard),
                        broken -> settleIn(manner.quiet().toNanos()));
    }

    /**
     * The broker answers in the order in which it was asked, so that nothing of what it had to tell is on its way any more, however
     * long that took on a machine with much to do.
     */
    private void settled(long heard) {
        if (heard == lastAt) {
            attempt(answer::settle);
        }
        settleIn(manner.quiet().toNanos());
    }

    /** The answer is put together by one at a time; it is told when nothing is held any more. */
    private void attempt(Supplier<Optional<T>> part) {
        try {
            Optional<T> complete;
            synchronized (this) {
                complete = over ? Optional.empty() : part.get();
            }
            complete.ifPresent(emitter::complete);
        } catch (DriverException failure) {
            emitter.fail(failure);
        }
    }
}
