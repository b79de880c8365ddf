package io.lamplighter.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Reach;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.vendors.OpenCircuits;
import io.quarkus.logging.Log;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Leaves alone what does not answer, and lets one call at a time probe whether it is back: each device, and each account whose
 * devices are all behind one address.
 */
@Singleton
class Breakers {
    private final CommandsConfig config;
    private final OpenCircuits open;
    private final Cache<UUID, Guard> devices;
    private final Cache<Accounts.Key, Guard> accounts;

    Breakers(CommandsConfig config, OpenCircuits open) {
        this.config = config;
        this.open = open;
        this.devices = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofHours(1))
                .build();
        this.accounts = Caffeine.newBuilder().maximumSize(10_000).build();
    }

    /** Makes a call about a device, unless what it goes to is left alone now. */
    <T> Uni<T> guard(Driver driver, DeviceView device, TypeLiteral<Uni<T>> type, Supplier<Uni<T>> call) {
        return guard(driver, key(device), type, () -> guard(device, type, call));
    }

    /** Makes a call about some devices of an account. */
    <T> Uni<T> guard(Driver driver, Accounts.Key account, TypeLiteral<Uni<T>> type, Supplier<Uni<T>> call) {
        return driver.describe().reach() == Reach.DEVICE
                ? call.get()
                : accounts.get(account, this::ofAccount).get(call, type);
    }

    /** Asks for what a call says of one device. */
    <T> Uni<T> guard(DeviceView device, TypeLiteral<Uni<T>> type, Supplier<Uni<T>> call) {
        return devices.get(device.id(), id -> ofDevice(device)).get(call, type);
    }

    boolean isOpen(DeviceView device) {
        return open.has(device);
    }

    /** Why nobody is asked now. */
    RefusedException explain(Accounts.Key account) {
        var delay = open.hasAccount(account) ? config.accountBreakerDelay() : config.breakerDelay();
        return new RefusedException(
                "unreachable",
                "it did not answer lately and is asked again only every %d s".formatted(delay.toSeconds()));
    }

    private static Accounts.Key key(DeviceView device) {
        return new Accounts.Key(device.vendor(), device.account());
    }

    private Guard ofDevice(DeviceView device) {
        var state = new AtomicReference<>(CircuitBreakerState.CLOSED);
        return Guard.create()
                .withDescription("device " + device.id())
                .withCircuitBreaker()
                .when(failure -> failure instanceof DriverException.Unreachable || isNoAnswerToAProbe(state, failure))
                .requestVolumeThreshold(config.breakerFailures())
                .failureRatio(1.0)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(now -> {
                    state.set(now);
                    open.device(device, now == CircuitBreakerState.OPEN);
                })
                .done()
                .withThreadOffload(false)
                .build();
    }

    private Guard ofAccount(Accounts.Key account) {
        var state = new AtomicReference<>(CircuitBreakerState.CLOSED);
        return Guard.create()
                .withDescription("account " + account.vendor() + "/" + account.account())
                .withCircuitBreaker()
                .when(failure -> failure instanceof DriverException.Unreachable
                        || failure instanceof DriverException.AuthenticationFailed
                        || isNoAnswerToAProbe(state, failure))
                .requestVolumeThreshold(config.accountBreakerFailures())
                .failureRatio(1.0)
                .delay(config.accountBreakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(now -> {
                    state.set(now);
                    changed(account, now);
                })
                .done()
                .withThreadOffload(false)
                .build();
    }

    /** A probe that ended before anybody answered, as its time or its budget was over, does not show that somebody is back. */
    private static boolean isNoAnswerToAProbe(AtomicReference<CircuitBreakerState> state, Throwable failure) {
        return state.get() == CircuitBreakerState.HALF_OPEN
                && (!(failure instanceof DriverException) || failure instanceof DriverException.RateLimited);
    }

    private void changed(Accounts.Key account, CircuitBreakerState state) {
        var isOpen = state == CircuitBreakerState.OPEN;
        if (isOpen && open.account(account, true)) {
            Log.warnf("account is left alone: vendor=%s account=%s", account.vendor(), account.account());
        } else if (state == CircuitBreakerState.CLOSED && open.account(account, false)) {
            Log.infof("account is back: vendor=%s account=%s", account.vendor(), account.account());
        }
    }
}
