package io.lamplighter.observations.latest;

import io.lamplighter.observations.api.ObservationView;
import io.lamplighter.observations.problems.Problems;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks up single devices together: while a few statements are on their way, whoever else asks waits and goes into the
 * next one. Alone, a look-up goes at once; under load there are few statements, each for many.
 */
@ApplicationScoped
public class LatestLoader {
    private static final int RETRY_AFTER_SECONDS = 1;

    private final LatestReader reader;
    private final LatestConfig config;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    LatestLoader(LatestReader reader, LatestConfig config) {
        this.reader = reader;
        this.config = config;
    }

    private record Waiting(UUID device, UniEmitter<? super List<ObservationView>> emitter) {}

    /** The newest observation of each series of a device, in no order; more than one of a name whose units have changed. */
    public Uni<List<ObservationView>> of(UUID device) {
        return Uni.createFrom().emitter(emitter -> enqueue(new Waiting(device, emitter)));
    }

    /** The same of many devices, in one statement. */
    public Uni<List<ObservationView>> ofAll(Collection<UUID> devices) {
        return reader.of(devices.toArray(UUID[]::new));
    }

    private void enqueue(Waiting one) {
        if (waiting.incrementAndGet() > config.waiting()) {
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
            if (running.incrementAndGet() > config.statements()) {
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

    private Map<UUID, List<Waiting>> take() {
        var batch = new HashMap<UUID, List<Waiting>>();
        while (batch.size() < config.devicesPerStatement()) {
            var one = queue.poll();
            if (one == null) {
                break;
            }
            waiting.decrementAndGet();
            batch.computeIfAbsent(one.device(), device -> new ArrayList<>(1)).add(one);
        }
        return batch;
    }

    private void run(Map<UUID, List<Waiting>> batch) {
        reader.of(batch.keySet().toArray(UUID[]::new))
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

    private static void answer(Map<UUID, List<Waiting>> batch, List<ObservationView> found) {
        var byDevice = HashMap.<UUID, List<ObservationView>>newHashMap(batch.size());
        for (var each : found) {
            byDevice.computeIfAbsent(each.deviceId(), device -> new ArrayList<>())
                    .add(each);
        }
        batch.forEach((device, askers) -> {
            var its = byDevice.getOrDefault(device, List.of());
            askers.forEach(each -> each.emitter().complete(its));
        });
    }

    private static void fail(Map<UUID, List<Waiting>> batch, Throwable failure) {
        batch.values().forEach(askers -> askers.forEach(each -> each.emitter().fail(failure)));
    }
}
