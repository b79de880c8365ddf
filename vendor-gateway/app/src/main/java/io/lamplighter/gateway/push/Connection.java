package io.lamplighter.gateway.push;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.lamplighter.driver.Reach;
import io.lamplighter.gateway.accounts.Accounts;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One subscription, begun again whenever it breaks or falls silent. */
final class Connection {
    /** What all connections share. */
    record Surroundings(
            PushConfig config,
            Told told,
            java.util.function.Function<Accounts.Key, Uni<Void>> leave,
            java.util.function.Consumer<DeviceView> missed,
            java.util.function.BiConsumer<Accounts.Key, Integer> counted) {}

    private final Accounts.Key key;
    private final Driver driver;
    private final Account account;
    private final WatchedDevices watched;
    private final Surroundings around;
    private Cancellable running = () -> {};
    private ScheduledFuture<?> again;
    private int failures;
    private boolean open;
    private boolean ended;

    Connection(Accounts.Key key, Driver driver, Account account, List<DeviceView> devices, Surroundings around) {
        this.key = key;
        this.driver = driver;
        this.account = account;
        this.watched = new WatchedDevices(account, devices);
        this.around = around;
    }

    synchronized void begin() {
        if (ended) {
            return;
        }
        running = around.leave()
                .apply(key)
                .onItem()
                .transformToMulti(leave -> driver.subscribe(account, watched))
                .ifNoItem()
                .after(driver.describe().silence())
                .failWith(() -> new DriverException.Unreachable("it has fallen silent", (Throwable) null))
                .onItem()
                .transformToUniAndConcatenate(this::take)
                .onCompletion()
                .failWith(() -> new DriverException.Unreachable("the subscription ended", (Throwable) null))
                .subscribe()
                .with(taken -> {}, this::broken);
    }

    /** The devices changed; those that are new are read where the vendor does not tell them. */
    void become(List<DeviceView> devices) {
        var before = watched.devices();
        if (watched.become(devices) && driver.describe().reach() == Reach.ACCOUNT) {
            watched.devices().stream()
                    .filter(device -> !before.contains(device))
                    .flatMap(device -> watched.device(device).stream())
                    .forEach(around.missed());
        }
    }

    void end() {
        Cancellable stopping;
        synchronized (this) {
            ended = true;
            stopping = running;
            if (again != null) {
                again.cancel(false);
            }
        }
        stopping.cancel();
        opened(false);
    }

    private Uni<Void> take(Pushed pushed) {
        return switch (pushed) {
            case Pushed.Opened opened -> {
                begun(opened);
                yield Uni.createFrom().voidItem();
            }
            case Pushed.Alive alive -> Uni.createFrom().voidItem();
            case Pushed.Observed observed ->
                watched.device(observed.device())
                        .map(device -> around.told().observed(device, observed.observations()))
                        .orElseGet(() -> Uni.createFrom().voidItem());
            case Pushed.Availability availability -> {
                watched.device(availability.device())
                        .ifPresent(device ->
                                around.told().available(device, availability.reachable(), availability.reason()));
                yield Uni.createFrom().voidItem();
            }
        };
    }

    private void begun(Pushed.Opened how) {
        synchronized (this) {
            failures = 0;
        }
        opened(true);
        if (!how.stateFollows()) {
            watched.views().forEach(around.missed());
        }
    }

    private void broken(Throwable failure) {
        opened(false);
        if (failure instanceof DriverException.Unsupported) {
            return;
        }
        if (!(failure instanceof DriverException)) {
            Log.errorf(
                    failure, "a subscription failed unexpectedly: vendor=%s account=%s", key.vendor(), key.account());
        }
        synchronized (this) {
            if (!ended) {
                failures++;
                again = Infrastructure.getDefaultWorkerPool()
                        .schedule(this::begin, wait(failure).toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Doubles with each failure in a row, with jitter; credentials that were refused are not tried again soon. */
    private Duration wait(Throwable failure) {
        var longest = around.config().reconnectMaxDelay().toMillis();
        var doubled = around.config().reconnectDelay().toMillis() << Math.min(failures - 1, 16);
        var base = failure instanceof DriverException.AuthenticationFailed ? longest : Math.min(longest, doubled);
        return Duration.ofMillis(base / 2 + ThreadLocalRandom.current().nextLong(Math.max(1, base)));
    }

    private void opened(boolean now) {
        synchronized (this) {
            if (open == now) {
                return;
            }
            open = now;
        }
        around.counted().accept(key, now ? 1 : -1);
    }
}
