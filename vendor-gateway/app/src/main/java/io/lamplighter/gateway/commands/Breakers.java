package io.lamplighter.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reach;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.vendors.OpenCircuits;
import io.quarkus.logging.Log;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Leaves alone what does not answer, and lets one call at a time probe whether it is back: each device, and each account whose
 * devices are all behind one address.
 */
@ApplicationScoped
class Breakers {
    private static final TypeLiteral<Uni<List<Observation>>> OBSERVATIONS = new TypeLiteral<>() {};

    private final CommandsConfig config;
    private final OpenCircuits open;
    private final Cache<UUID, TypedGuard<Uni<List<Observation>>>> devices;
    private final Cache<Accounts.Key, TypedGuard<Uni<List<Observation>>>> accounts;

    Breakers(CommandsConfig config, OpenCircuits open) {
        this.config = config;
        this.open = open;
        this.devices = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofHours(1))
                .build();
        this.accounts = Caffeine.newBuilder().maximumSize(10_000).build();
    }

    /** Makes the call, unless what it goes to is left alone now. */
    Uni<List<Observation>> guard(Driver driver, DeviceView device, Supplier<Uni<List<Observation>>> call) {
        var ofDevice = devices.get(device.id(), id -> ofDevice(device));
        if (driver.describe().reach() == Reach.DEVICE) {
            return ofDevice.get(call);
        }
        var account = new Accounts.Key(device.vendor(), device.account());
        return accounts.get(account, this::ofAccount).get(() -> ofDevice.get(call));
    }

    boolean isOpen(DeviceView device) {
        return open.has(device);
    }

    Duration delay(DeviceView device) {
        return open.hasAccount(device) ? config.accountBreakerDelay() : config.breakerDelay();
    }

    private TypedGuard<Uni<List<Observation>>> ofDevice(DeviceView device) {
        return TypedGuard.create(OBSERVATIONS)
                .withDescription("device " + device.id())
                .withCircuitBreaker()
                .failOn(List.of(DriverException.Unreachable.class))
                .requestVolumeThreshold(config.breakerFailures())
                .failureRatio(1.0)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(state -> open.device(device, state == CircuitBreakerState.OPEN))
                .done()
                .withThreadOffload(false)
                .build();
    }

    private TypedGuard<Uni<List<Observation>>> ofAccount(Accounts.Key account) {
        return TypedGuard.create(OBSERVATIONS)
                .withDescription("account " + account.vendor() + "/" + account.account())
                .withCircuitBreaker()
                .failOn(List.of(DriverException.Unreachable.class, DriverException.AuthenticationFailed.class))
                .requestVolumeThreshold(config.accountBreakerFailures())
                .failureRatio(1.0)
                .delay(config.accountBreakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .onStateChange(state -> changed(account, state))
                .done()
                .withThreadOffload(false)
                .build();
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
