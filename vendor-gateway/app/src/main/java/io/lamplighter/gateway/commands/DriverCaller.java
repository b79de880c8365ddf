package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.lamplighter.interactions.api.Command;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Calls a driver with what every driver needs: its account, the budget, room, a time limit, breakers, and another try. */
@ApplicationScoped
class DriverCaller {
    private static final Duration GRANT_AGE = Duration.ofSeconds(1);
    private static final int LARGEST_HISTORY = 5_000;

    private final CommandsConfig config;
    private final VendorHealth health;
    private final Accounts accounts;
    private final Budgets budgets;
    private final Breakers breakers;
    private final Clock clock;
    private final Lanes<Accounts.Key> rooms;
    private final Lane everything;

    @SuppressWarnings("checkstyle:ParameterNumber")
    DriverCaller(
            CommandsConfig config,
            VendorHealth health,
            Accounts accounts,
            Budgets budgets,
            Breakers breakers,
            Clock clock) {
        this.config = config;
        this.health = health;
        this.accounts = accounts;
        this.budgets = budgets;
        this.breakers = breakers;
        this.clock = clock;
        this.rooms = new Lanes<>(config.maxInFlightPerAccount(), config.maxWaitingPerAccount());
        this.everything = new Lane(config.maxInFlight(), config.maxPending());
    }

    /**
     * Leave to call a vendor for one command.
     *
     * @param command whether it changes something, and so goes first
     * @param paidAt when a call was taken from the budget for it and not made yet; null when none was
     */
    record Grant(boolean command, Instant deadline, AtomicReference<Instant> paidAt) {
        /** A call that was paid for long ago is not made on that: many such would come at once. */
        boolean use(Instant now) {
            var at = paidAt.getAndSet(null);
            return at != null && Duration.between(at, now).compareTo(GRANT_AGE) < 0;
        }
    }

    /** Leave that is paid for when the call is made. */
    Grant later(Command command) {
        return new Grant(Tasks.changes(command.task()), command.deadline(), new AtomicReference<>());
    }

    /** Waits for the budget before the device's lane, so that polls that wait hold nobody up. */
    Uni<Grant> admitted(DeviceView device, Command command) {
        var grant = later(command);
        if (grant.command() || breakers.isOpen(device) || !clock.instant().isBefore(command.deadline())) {
            return Uni.createFrom().item(grant);
        }
        return budgets.of(device.vendor(), device.account())
                .spend(false, command.deadline())
                .map(paid -> {
                    grant.paidAt().set(clock.instant());
                    return grant;
                });
    }

    Uni<List<Observation>> read(Driver driver, DeviceView device, Scope scope, Grant grant) {
        return told(device, tried(attempt(driver, device, grant, its -> driver.read(its, scope)), grant));
    }

    Uni<List<Observation>> history(Driver driver, DeviceView device, Instant since, Grant grant) {
        return told(
                device,
                tried(
                        attempt(
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
        return told(device, attempt(driver, device, grant, its -> driver.set(its, setting)));
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

    /** What the vendor asks for, else between half and one and a half of the delay. */
    private static Duration wait(DriverException.Unreachable failure, Duration delay) {
        var millis = Math.max(2, delay.toMillis());
        var jittered = millis / 2 + ThreadLocalRandom.current().nextLong(millis);
        return failure.retryAfter().orElse(Duration.ofMillis(jittered));
    }

    /** One attempt; another when the vendor refused the credentials and they have changed meanwhile. */
    private Uni<List<Observation>> attempt(
            Driver driver, DeviceView device, Grant grant, Function<VendorDevice, Uni<List<Observation>>> call) {
        var key = new Accounts.Key(device.vendor(), device.account());
        var once = Uni.createFrom()
                .deferred(() -> rooms.<List<Observation>>run(
                        key,
                        grant.command(),
                        () -> everything.run(grant.command(), () -> guarded(driver, device, grant, call))));
        return once.onFailure(DriverException.AuthenticationFailed.class)
                .recoverWithUni(refused -> accounts.refreshed()
                        .chain(changed -> changed ? once : Uni.createFrom().failure(refused)))
                .onFailure(LaneFullException.class)
                .transform(full -> new RefusedException(
                        "unreachable", "the account " + key.account() + " is too busy: " + full.getMessage()))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new RefusedException(
                        "unreachable",
                        "it did not answer lately and is asked again only every %d s"
                                .formatted(breakers.delay(device).toSeconds())));
    }

    private Uni<List<Observation>> guarded(
            Driver driver, DeviceView device, Grant grant, Function<VendorDevice, Uni<List<Observation>>> call) {
        if (!clock.instant().isBefore(grant.deadline())) {
            return Uni.createFrom().failure(new DeadlinePassedException(grant.deadline()));
        }
        return breakers.guard(driver, device, () -> paid(device, grant).chain(() -> limited(device, grant, call)));
    }

    private Uni<Void> paid(DeviceView device, Grant grant) {
        return Uni.createFrom()
                .deferred(() -> grant.use(clock.instant())
                        ? Uni.createFrom().voidItem()
                        : budgets.of(device.vendor(), device.account()).spend(grant.command(), grant.deadline()));
    }

    private Uni<List<Observation>> limited(
            DeviceView device, Grant grant, Function<VendorDevice, Uni<List<Observation>>> call) {
        return Uni.createFrom().deferred(() -> {
            var left = Duration.between(clock.instant(), grant.deadline());
            var limit = left.compareTo(config.callTimeout()) < 0 ? left : config.callTimeout();
            if (!limit.isPositive()) {
                return Uni.createFrom().failure(new DeadlinePassedException(grant.deadline()));
            }
            health.callBegins(device.vendor());
            return Uni.createFrom()
                    .<List<Observation>>deferred(() -> call.apply(vendorDevice(device)))
                    .ifNoItem()
                    .after(limit)
                    .failWith(() -> new DriverException.Unreachable(
                            "no answer within " + limit.toMillis() + " ms", (Throwable) null))
                    .onFailure(DriverException.RateLimited.class)
                    .invoke(failure -> pause(device, failure))
                    .invoke(this::checkTimes)
                    .onTermination()
                    .invoke(() -> health.callEnds(device.vendor()));
        });
    }

    private void pause(DeviceView device, DriverException.RateLimited failure) {
        budgets.of(device.vendor(), device.account()).pause(failure.retryAfter().orElse(config.rateLimitPause()));
    }

    private void checkTimes(List<Observation> observations) {
        var latest = clock.instant().plus(config.maxFuture());
        if (observations.stream().anyMatch(observation -> observation.validAt().isAfter(latest))) {
            throw new DriverException.ProtocolViolation("the vendor tells of the future", null);
        }
    }

    private VendorDevice vendorDevice(DeviceView device) {
        return new VendorDevice(accounts.account(device.vendor(), device.account()), device.vendorIds());
    }

    private Uni<List<Observation>> told(DeviceView device, Uni<List<Observation>> call) {
        return call.invoke(() -> health.answered(device))
                .onFailure(DriverException.class)
                .invoke(failure -> health.failed(device, FailureTranslator.code(failure), failure));
    }
}
