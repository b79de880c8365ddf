package io.lamplighter.interactions.interactions;

import io.lamplighter.interactions.loops.Loop;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Lets callers wait for the end of an interaction: told by this replica at once, and found by one question for all who
 * wait when another replica has ended it.
 */
@Singleton
final class Waiters {
    private final Map<UUID, CopyOnWriteArrayList<UniEmitter<? super Boolean>>> waiting = new ConcurrentHashMap<>();
    private final InteractionViews interactions;
    private final InteractionsConfig config;
    private final Loop poll;

    Waiters(InteractionViews interactions, InteractionsConfig config, Vertx vertx) {
        this.interactions = interactions;
        this.config = config;
        this.poll = new Loop(vertx, "Waiting for interactions", this::poll);
    }

    void start(@Observes StartupEvent started) {
        poll.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        poll.stop();
    }

    /** True as soon as the interaction has ended; false when it has not within the time. */
    Uni<Boolean> ended(UUID id, Duration within) {
        return Uni.createFrom()
                .<Boolean>emitter(emitter -> add(id, emitter))
                .ifNoItem()
                .after(within)
                .recoverWithItem(false);
    }

    private void add(UUID id, UniEmitter<? super Boolean> emitter) {
        emitter.onTermination(() -> remove(id, emitter));
        waiting.compute(id, (key, before) -> {
            var emitters = before == null ? new CopyOnWriteArrayList<UniEmitter<? super Boolean>>() : before;
            emitters.add(emitter);
            return emitters;
        });
        poll.wake();
    }

    private void remove(UUID id, UniEmitter<? super Boolean> emitter) {
        waiting.computeIfPresent(id, (key, emitters) -> {
            emitters.remove(emitter);
            return emitters.isEmpty() ? null : emitters;
        });
    }

    void ended(@Observes InteractionsEnded event) {
        event.ids().forEach(this::complete);
    }

    private void complete(UUID id) {
        var emitters = waiting.remove(id);
        if (emitters != null) {
            emitters.forEach(emitter -> emitter.complete(true));
        }
    }

    private Uni<Duration> poll() {
        if (waiting.isEmpty()) {
            return Uni.createFrom().item(config.waitPoll());
        }
        return interactions
                .ended(Set.copyOf(waiting.keySet()))
                .invoke(ended -> ended.forEach(this::complete))
                .replaceWith(config.waitPoll());
    }
}
