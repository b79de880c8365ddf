package io.lamplighter.driver.mqtt;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The connections there are: one for each account that is in use, kept open a little longer as any keep-alive. */
final class Hubs implements AutoCloseable {
    private static final long KEPT_SECONDS = 20;

    private final Map<Account, Hub> hubs = new HashMap<>();
    private final Map<Hub, Integer> users = new HashMap<>();
    private final Heard heard = new Heard();
    private final Clock clock;
    private boolean closed;

    Hubs(Clock clock) {
        this.clock = clock;
    }

    /** Does this once the account's connection stands. */
    <T> Uni<T> with(Account account, Function<Hub, Uni<T>> work) {
        return Uni.createFrom().deferred(() -> {
            var hub = enter(account);
            return hub.opened().chain(() -> work.apply(hub)).onTermination().invoke(() -> exit(account, hub));
        });
    }

    /** The same for what goes on. */
    <T> Multi<T> following(Account account, Function<Hub, Multi<T>> work) {
        return Multi.createFrom().deferred(() -> {
            var hub = enter(account);
            return hub.opened()
                    .onItem()
                    .transformToMulti(opened -> work.apply(hub))
                    .onTermination()
                    .invoke(() -> exit(account, hub));
        });
    }

    /** Connects and lets go again. */
    Uni<Void> check(Account account) {
        return Uni.createFrom().deferred(() -> {
            requireOpen();
            var hub = new Hub(account, heard, clock);
            return hub.opened()
                    .onTermination()
                    .invoke(() -> hub.end(new DriverException.Unreachable("the check is over", (Throwable) null)));
        });
    }

    @Override
    public void close() {
        List<Hub> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(hubs.values());
            hubs.clear();
        }
        open.forEach(hub -> hub.end(isClosed()));
    }

    private synchronized Hub enter(Account account) {
        requireOpen();
        var hub = hubs.get(account);
        if (hub == null || hub.hasEnded()) {
            hub = new Hub(account, heard, clock);
            hubs.put(account, hub);
        }
        users.merge(hub, 1, Integer::sum);
        return hub;
    }

    private synchronized void exit(Account account, Hub hub) {
        if (users.computeIfPresent(hub, (same, count) -> count == 1 ? null : count - 1) == null) {
            var _ = Infrastructure.getDefaultWorkerPool()
                    .schedule(() -> letGo(account, hub), KEPT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void letGo(Account account, Hub hub) {
        synchronized (this) {
            if (users.containsKey(hub)) {
                return;
            }
            hubs.remove(account, hub);
        }
        hub.end(new DriverException.Unreachable("nobody needs the connection any more", (Throwable) null));
    }

    private synchronized void requireOpen() {
        if (closed) {
            throw isClosed();
        }
    }

    private static DriverException isClosed() {
        return new DriverException.Unreachable("the driver is closed", (Throwable) null);
    }
}
