package io.lamplighter.gateway.push;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.accounts.Accounts;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads what was missed while nobody listened: a few devices of an account at a time, in the order in which they were asked for.
 * Of those that wait nothing is kept but what they are, and none waits twice.
 */
final class MissedReads {
    private static final int AT_ONCE = 32;

    /** The turns of one account; the device that is read now may be asked for again. */
    private static final class Turns {
        private final Map<UUID, DeviceView> waiting = new LinkedHashMap<>();
        private final Set<UUID> running = new HashSet<>();
        private boolean served;
    }

    private final Map<Accounts.Key, Turns> accounts = new LinkedHashMap<>();
    private final Function<DeviceView, Uni<Void>> read;

    /** @param read ends in bounded time, whatever becomes of it */
    MissedReads(Function<DeviceView, Uni<Void>> read) {
        this.read = read;
    }

    void ask(DeviceView device) {
        var account = new Accounts.Key(device.vendor(), device.account());
        synchronized (this) {
            accounts.computeIfAbsent(account, _ -> new Turns()).waiting.put(device.id(), device);
        }
        next(account);
    }

    private void next(Accounts.Key account) {
        var turns = served(account);
        for (var device = taken(account, turns); device != null; device = taken(account, turns)) {
            var asked = device;
            var id = device.id();
            Uni.createFrom()
                    .deferred(() -> read.apply(asked))
                    .onTermination()
                    .invoke(() -> ended(account, id))
                    .subscribe()
                    .with(done -> {}, failure -> Log.debugf("missed: deviceId=%s: %s", id, failure.getMessage()));
        }
    }

    /** Null where somebody else begins what is next: also whoever gets an answer at once, further down on the same stack. */
    private synchronized Turns served(Accounts.Key account) {
        var turns = accounts.get(account);
        if (turns == null || turns.served) {
            return null;
        }
        turns.served = true;
        return turns;
    }

    private synchronized DeviceView taken(Accounts.Key account, Turns turns) {
        if (turns == null) {
            return null;
        }
        if (turns.running.size() < AT_ONCE) {
            for (var device : turns.waiting.values()) {
                if (turns.running.add(device.id())) {
                    return turns.waiting.remove(device.id());
                }
            }
        }
        turns.served = false;
        if (turns.running.isEmpty()) {
            var _ = accounts.remove(account);
        }
        return null;
    }

    private void ended(Accounts.Key account, UUID device) {
        synchronized (this) {
            var _ = accounts.get(account).running.remove(device);
        }
        next(account);
    }
}
