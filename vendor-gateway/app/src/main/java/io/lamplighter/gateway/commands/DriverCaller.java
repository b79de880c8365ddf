package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Asks a driver about a device, reads more than once when the vendor was not reached, and remembers how the device is doing. */
@Singleton
class DriverCaller {
    private static final TypeLiteral<Uni<List<Observation>>> OBSERVATIONS = new TypeLiteral<>() {};
    private static final int LARGEST_HISTORY = 5_000;

    private final CommandsConfig config;
    private final VendorHealth health;
    private final Accounts accounts;
    private final Budgets budgets;
    private final Breakers breakers;
    private final VendorCalls calls;
    private final Batches batches;
    private final UnderWay underWay;
    private final Clock clock;

    @SuppressWarnings("checkstyle:ParameterNumber")
    DriverCaller(
            CommandsConfig config,
            VendorHealth health,
            Accounts accounts,
            Budgets budgets,
            Breakers breakers,
            VendorCalls calls,
            Batches batches,
            UnderWay underWay,
            Clock clock) {
        this.config = config;
        this.health = health;
        this.accounts = accounts;
        this.budgets = budgets;
        this.breakers = breakers;
        this.calls = calls;
        this.batches = batches;
        this.underWay = underWay;
        this.clock = clock;
    }

    /**
     * Waits for the budget, or for a place in a batch, before the device's lane, so that polls that wait hold nobody up.
     *
     * @param scope what it reads; empty when it does something else
     */
    Uni<Grant> admitted(Driver driver, DeviceView device, Optional<Scope> scope, Grant grant) {
        if (grant.changes() || breakers.isOpen(device) || !clock.instant().isBefore(grant.deadline())) {
            return Uni.createFrom().item(grant);
        }
        if (scope.isPresent() && isBatched(driver)) {
            return batches.join(driver, device, scope.get(), grant.deadline())
                    .invoke(grant::place)
                    .replaceWith(grant);
        }
        return budgets.of(device.vendor(), device.account())
                .spend(false, grant.deadline())
                .invoke(() -> grant.paid(clock.instant()))
                .replaceWith(grant);
    }

    Uni<List<Observation>> read(Driver driver, DeviceView device, Scope scope, Grant grant) {
        var attempt = isBatched(driver)
                ? batched(driver, device, scope, grant)
                : single(driver, device, grant, its -> driver.read(its, scope));
        return told(device, tried(attempt, grant));
    }

    Uni<List<Observation>> history(Driver driver, DeviceView device, Instant since, Grant grant) {
        return told(
                device,
                tried(
                        single(
                                driver,
                                device,
                                grant,
                                its -> driver.history(its, since)
                                        .select()
                                        .first(LARGEST_HISTORY)
                                        .collect()
                                        .asList()),
                        grant));
    }

    Uni<List<Observation>> set(Driver driver, DeviceView device, Setting setting, Grant grant) {
        return told(device, single(driver, device, grant, its -> driver.set(its, setting)));
    }

    private static boolean isBatched(Driver driver) {
        return driver.describe().can(Capability.BATCH_READ);
    }

    private Uni<List<Observation>> single(
            Driver driver, DeviceView device, Grant grant, Function<VendorDevice, Uni<List<Observation>>> call) {
        return calls.make(driver, device, grant, counter -> call.apply(vendorDevice(device, counter)))
                .invoke(this::checkTimes);
    }

    /** In the batch that it has a place in, else in the next; what is left alone waits for no other. */
    private Uni<List<Observation>> batched(Driver driver, DeviceView device, Scope scope, Grant grant) {
        return Uni.createFrom().deferred(() -> {
            if (breakers.isOpen(device)) {
                return single(driver, device, grant, its -> driver.read(its, scope));
            }
            return grant.takePlace()
                    .map(place -> Uni.createFrom().item(place))
                    .orElseGet(() -> batches.join(driver, device, scope, grant.deadline()))
                    .chain(batch -> together(batch, device, grant))
                    .onFailure(Batch.GoneException.class)
                    .recoverWithUni(() -> batched(driver, device, scope, grant));
        });
    }

    private Uni<List<Observation>> together(Batch batch, DeviceView device, Grant grant) {
        return calls.<List<Observation>>alone(device, grant, () -> inBatch(batch, device, grant))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> breakers.explain(new Accounts.Key(device.vendor(), device.account())));
    }

    private Uni<List<Observation>> inBatch(Batch batch, DeviceView device, Grant grant) {
        underWay.begin(grant);
        return breakers.guard(
                device,
                OBSERVATIONS,
                () -> batch.read(vendorDevice(device, Account.Calls.UNCOUNTED), grant.deadline())
                        .invoke(this::checkTimes));
    }

    private Uni<List<Observation>> tried(Uni<List<Observation>> attempt, Grant grant) {
        return tried(attempt, grant, config.retries(), config.retryDelay());
    }

    private Uni<List<Observation>> tried(Uni<List<Observation>> attempt, Grant grant, int retries, Duration delay) {
        return attempt.onFailure(DriverException.Unreachable.class).recoverWithUni(failure -> {
            var wait = wait(failure, delay);
            if (retries == 0 || clock.instant().plus(wait).isAfter(grant.deadline())) {
                return Uni.createFrom().failure(failure);
            }
            return Uni.createFrom()
                    .voidItem()
                    .onItem()
                    .delayIt()
                    .by(wait)
                    .chain(() -> tried(attempt, grant, retries - 1, delay.multipliedBy(2)));
        });
    }

    /** What the vendor asks for, else between half and one and a half of the delay; no timer takes less than a millisecond. */
    private static Duration wait(DriverException.Unreachable failure, Duration delay) {
        var millis = Math.max(2, delay.toMillis());
        var jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis);
        return Duration.ofMillis(
                Math.max(1, failure.retryAfter().map(Duration::toMillis).orElse(jittered)));
    }

    private void checkTimes(List<Observation> observations) {
        var latest = clock.instant().plus(config.maxFuture());
        if (observations.stream().anyMatch(observation -> observation.validAt().isAfter(latest))) {
            throw new DriverException.ProtocolViolation("the vendor tells of the future", null);
        }
    }

    private VendorDevice vendorDevice(DeviceView device, Account.Calls counter) {
        var account = accounts.account(device.vendor(), device.account()).countedBy(counter);
        return new VendorDevice(account, device.vendorIds());
    }

    private Uni<List<Observation>> told(DeviceView device, Uni<List<Observation>> call) {
        return call.invoke(() -> health.answered(device))
                .onFailure(DriverException.class)
                .invoke(failure -> health.failed(device, FailureTranslator.code(failure), failure));
    }
}
