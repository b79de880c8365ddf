package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.DeviceView;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads single devices together: while a statement is on its way, whoever else asks waits and goes into the next one.
 * Alone, a read goes at once; under load there are few statements, each for many. What is read is never older than the
 * question.
 */
@ApplicationScoped
class DeviceLoader {
    private static final int MOST_TOGETHER = 200;

    private final DeviceRepository devices;
    private final RegistryConfig config;
    private Map<UUID, List<UniEmitter<? super DeviceView>>> waiting = new HashMap<>();
    private boolean isRunning;

    DeviceLoader(DeviceRepository devices, RegistryConfig config) {
        this.devices = devices;
        this.config = config;
    }

    /** The device as it was at this time. */
    Uni<DeviceView> get(UUID id, Instant time) {
        return devices.get(id, time);
    }

    /** The device as it is. */
    Uni<DeviceView> get(UUID id) {
        return Uni.createFrom().emitter(asker -> {
            synchronized (this) {
                waiting.computeIfAbsent(id, any -> new ArrayList<>(1)).add(asker);
            }
            next();
        });
    }

    private void next() {
        var batch = take();
        if (!batch.isEmpty()) {
            devices.find(batch.keySet())
                    .ifNoItem()
                    .after(config.timeLimit())
                    .fail()
                    .onTermination()
                    .invoke(this::ended)
                    .subscribe()
                    .with(found -> answer(batch, found), failure -> fail(batch, failure));
        }
    }

    private synchronized Map<UUID, List<UniEmitter<? super DeviceView>>> take() {
        if (isRunning || waiting.isEmpty()) {
            return Map.of();
        }
        isRunning = true;
        if (waiting.size() <= MOST_TOGETHER) {
            var all = waiting;
            waiting = new HashMap<>();
            return all;
        }
        var some = new HashMap<UUID, List<UniEmitter<? super DeviceView>>>();
        waiting.entrySet().stream().limit(MOST_TOGETHER).forEach(each -> some.put(each.getKey(), each.getValue()));
        waiting.keySet().removeAll(some.keySet());
        return some;
    }

    // Whoever waited while this statement ran goes first.
    private void ended() {
        synchronized (this) {
            isRunning = false;
        }
        next();
    }

    private static void answer(Map<UUID, List<UniEmitter<? super DeviceView>>> batch, Map<UUID, DeviceView> found) {
        batch.forEach((id, askers) -> {
            var device = found.get(id);
            for (var each : askers) {
                if (device == null) {
                    each.fail(new DeviceNotFoundException(id));
                } else {
                    each.complete(device);
                }
            }
        });
    }

    private static void fail(Map<UUID, List<UniEmitter<? super DeviceView>>> batch, Throwable failure) {
        batch.values().forEach(askers -> askers.forEach(each -> each.fail(failure)));
    }
}
