package io.lamplighter.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Calls a driver with what every driver needs: room, a time limit, a breaker, and for reads another try. */
@ApplicationScoped
class DriverCaller {
    private static final TypeLiteral<Uni<List<Observation>>> OBSERVATIONS = new TypeLiteral<>() {};

    private record Account(String vendor, String account) {}

    private final CommandsConfig config;
    private final VendorHealth health;
    private final Clock clock;
    private final Lanes<Account> accounts;
    private final Lane everything;
    private final Cache<UUID, TypedGuard<Uni<List<Observation>>>> breakers;

    DriverCaller(CommandsConfig config, VendorHealth health, Clock clock) {
        this.config = config;
        this.health = health;
        this.clock = clock;
        this.accounts = new Lanes<>(config.maxInFlightPerAccount(), config.maxWaitingPerAccount());
        this.everything = new Lane(config.maxInFlight(), config.maxPending());
        this.breakers = Caffeine.newBuilder()
                .maximumSize(100_000)
                .expireAfterAccess(Duration.ofHours(1))
                .build();
    }

    Uni<List<Observation>> read(Driver driver, DeviceView device, Scope scope, Instant deadline) {
        var attempt = attempt(device, deadline, () -> driver.read(vendorDevice(device), scope));
        return told(device, tried(attempt, deadline, config.retries(), config.retryDelay()));
    }

    private Uni<List<Observation>> tried(
            Uni<List<Observation>> attempt, Instant deadline, int retries, Duration delay) {
        return attempt.onFailure(DriverException.Unreachable.class).recoverWithUni(failure -> {
            var wait = wait(failure, delay);
            if (retries == 0 || clock.instant().plus(wait).isAfter(deadline)) {
                return Uni.createFrom().failure(failure);
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(wait)
                    .chain(() -> tried(attempt, deadline, retries - 1, delay.multipliedBy(2)));
        });
    }

    /** What the vendor asks for, else between half and one and a half of the delay. */
    private static Duration wait(DriverException.Unreachable failure, Duration delay) {
        var millis = Math.max(2, delay.toMillis());
        var jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis);
        return failure.retryAfter().orElse(Duration.ofMillis(jittered));
    }

    Uni<List<Observation>> set(Driver driver, DeviceView device, Setting setting, Instant deadline) {
        return told(device, attempt(device, deadline, () -> driver.set(vendorDevice(device), setting)));
    }

    private static VendorDevice vendorDevice(DeviceView device) {
        return new VendorDevice(device.account(), device.vendorIds());
    }

    private Uni<List<Observation>> attempt(DeviceView device, Instant deadline, Supplier<Uni<List<Observation>>> call) {
        var account = new Account(device.vendor(), device.account());
        return accounts.<List<Observation>>run(account, () -> everything.run(() -> guarded(device, deadline, call)))
                .onFailure(LaneFullException.class)
                .transform(full -> new RefusedException(
                        "unreachable", "the account " + account.account() + " is too busy: " + full.getMessage()))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RefusedException(
                        "unreachable",
                        "it did not answer lately and is asked again only every %d s"
                                .formatted(config.breakerDelay().toSeconds())));
    }

    private Uni<List<Observation>> guarded(DeviceView device, Instant deadline, Supplier<Uni<List<Observation>>> call) {
        var left = Duration.between(clock.instant(), deadline);
        if (!left.isPositive()) {
            return Uni.createFrom().failure(new DeadlinePassedException(deadline));
        }
        var limit = left.compareTo(config.callTimeout()) < 0 ? left : config.callTimeout();
        return breaker(device.id()).get(() -> limited(device.vendor(), limit, call));
    }

    private Uni<List<Observation>> limited(String vendor, Duration limit, Supplier<Uni<List<Observation>>> call) {
        return Uni.createFrom().deferred(() -> {
            health.callBegins(vendor);
            return Uni.createFrom()
                    .<List<Observation>>deferred(call::get)
                    .ifNoItem()
                    .after(limit)
                    .failWith(() -> new DriverException.Unreachable(
                            "no answer within " + limit.toMillis() + " ms", (Throwable) null))
                    .onTermination()
                    .invoke(() -> health.callEnds(vendor));
        });
    }

    private Uni<List<Observation>> told(DeviceView device, Uni<List<Observation>> call) {
        return call.invoke(() -> health.answered(device))
                .onFailure(DriverException.class)
                .invoke(failure -> health.failed(device, FailureTranslator.code(failure), failure));
    }

    private TypedGuard<Uni<List<Observation>>> breaker(UUID device) {
        return breakers.get(device, this::newBreaker);
    }

    private TypedGuard<Uni<List<Observation>>> newBreaker(UUID device) {
        return TypedGuard.create(OBSERVATIONS)
                .withDescription("device " + device)
                .withCircuitBreaker()
                .failOn(DriverException.Unreachable.class)
                .requestVolumeThreshold(config.breakerFailures())
                .failureRatio(1.0)
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .successThreshold(1)
                .done()
                .withThreadOffload(false)
                .build();
    }
}
