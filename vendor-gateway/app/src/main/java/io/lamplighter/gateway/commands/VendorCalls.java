package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reading;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/**
 * Makes one call to a vendor: when there is room, one at a time to a device, past the breakers, paid for, and within its time.
 */
@Singleton
class VendorCalls {
    private static final TypeLiteral<Uni<List<Observation>>> OBSERVATIONS = new TypeLiteral<>() {};
    private static final TypeLiteral<Uni<List<Reading>>> READINGS = new TypeLiteral<>() {};
    /** With less time a call is not begun: hardly any vendor answers so soon, and nobody would know whether it was done. */
    private static final Duration LEAST_TIME = Duration.ofMillis(50);
    /** Silence for less than this, because the command's time was over, says nothing about the device. */
    static final Duration TELLING = Duration.ofSeconds(1);

    private final CommandsConfig config;
    private final VendorHealth health;
    private final Accounts accounts;
    private final Budgets budgets;
    private final Breakers breakers;
    private final UnderWay underWay;
    private final Clock clock;
    private final Lanes<Accounts.Key> rooms;
    private final Lane everything;
    private final Lanes<UUID> devices;

    @SuppressWarnings("checkstyle:ParameterNumber")
    VendorCalls(
            CommandsConfig config,
            VendorHealth health,
            Accounts accounts,
            Budgets budgets,
            Breakers breakers,
            UnderWay underWay,
            Clock clock) {
        this.config = config;
        this.health = health;
        this.accounts = accounts;
        this.budgets = budgets;
        this.breakers = breakers;
        this.underWay = underWay;
        this.clock = clock;
        this.rooms = new Lanes<>(config.maxInFlightPerAccount(), config.maxWaitingPerAccount());
        this.everything = new Lane(config.maxInFlight(), config.maxPending());
        this.devices = new Lanes<>(1, config.maxWaitingPerDevice());
    }

    /**
     * A call about one device.
     *
     * @param call told who counts what it takes
     */
    Uni<List<Observation>> make(
            Driver driver, DeviceView device, Grant grant, Function<Account.Calls, Uni<List<Observation>>> call) {
        var key = new Accounts.Key(device.vendor(), device.account());
        return inTurn(
                key,
                grant.changes(),
                grant.isDoubtful(),
                () -> alone(
                        device,
                        grant,
                        () -> breakers.guard(
                                driver,
                                device,
                                OBSERVATIONS,
                                () -> paid(driver, key, grant)
                                        .chain(() -> begun(grant))
                                        .chain(() -> limited(
                                                key,
                                                grant.deadline(),
                                                () -> call.apply(counting(key, calls(driver, grant))))))));
    }

    /** What is done about a device while nothing else is, in order, what changes it first. */
    <T> Uni<T> alone(DeviceView device, Grant grant, Supplier<Uni<? extends T>> work) {
        return devices.run(device.id(), grant.changes(), () -> inTime(grant.deadline(), work));
    }

    /**
     * A call that reads some devices of an account.
     *
     * @param paidAt when it was taken from the budget
     * @param call told who counts what it takes
     */
    Uni<List<Reading>> read(
            Driver driver,
            Accounts.Key key,
            Instant deadline,
            Instant paidAt,
            Function<Account.Calls, Uni<List<Reading>>> call) {
        return inTurn(
                key,
                false,
                false,
                () -> inTime(
                        deadline,
                        () -> breakers.guard(
                                driver,
                                key,
                                READINGS,
                                () -> stillPaid(key, deadline, paidAt)
                                        .chain(() -> limited(key, deadline, () -> call.apply(counting(key, 1)))))));
    }

    /**
     * Once more when the vendor refused the credentials and they have changed meanwhile.
     *
     * @param hasRoom whether it has got room elsewhere, where it delays no others
     */
    private <T> Uni<T> inTurn(Accounts.Key key, boolean urgent, boolean hasRoom, Supplier<Uni<? extends T>> call) {
        var once = Uni.createFrom()
                .<T>deferred(
                        () -> hasRoom ? call.get() : rooms.<T>run(key, urgent, () -> everything.<T>run(urgent, call)));
        return once.onFailure(DriverException.AuthenticationFailed.class)
                .recoverWithUni(refused -> accounts.refreshed()
                        .chain(changed -> changed ? once : Uni.createFrom().failure(refused)))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> breakers.explain(key));
    }

    private <T> Uni<? extends T> inTime(Instant deadline, Supplier<Uni<? extends T>> call) {
        return left(deadline).compareTo(LEAST_TIME) < 0
                ? Uni.createFrom().failure(new DeadlinePassedException(deadline))
                : call.get();
    }

    private Duration left(Instant deadline) {
        return Duration.between(clock.instant(), deadline);
    }

    private Uni<Void> paid(Driver driver, Accounts.Key key, Grant grant) {
        return Uni.createFrom()
                .deferred(() -> grant.use(clock.instant())
                        ? Uni.createFrom().voidItem()
                        : budgets.of(key.vendor(), key.account())
                                .spend(grant.changes(), calls(driver, grant), grant.deadline()));
    }

    /** Reading back what was set is a call of its own. */
    private static int calls(Driver driver, Grant grant) {
        return grant.changes() && driver.describe().can(Capability.READ_BACK) ? 2 : 1;
    }

    private Account.Calls counting(Accounts.Key key, int paid) {
        return budgets.of(key.vendor(), key.account()).counting(paid);
    }

    private Uni<Void> stillPaid(Accounts.Key key, Instant deadline, Instant paidAt) {
        return Uni.createFrom()
                .deferred(() -> Grant.isGood(paidAt, clock.instant())
                        ? Uni.createFrom().voidItem()
                        : budgets.of(key.vendor(), key.account()).spend(false, deadline));
    }

    private Uni<Void> begun(Grant grant) {
        return Uni.createFrom().voidItem().invoke(() -> underWay.begin(grant));
    }

    private <T> Uni<T> limited(Accounts.Key key, Instant deadline, Supplier<Uni<T>> call) {
        return Uni.createFrom().deferred(() -> {
            var left = left(deadline);
            if (left.compareTo(LEAST_TIME) < 0) {
                return Uni.createFrom().failure(new DeadlinePassedException(deadline));
            }
            var limit = left.compareTo(config.callTimeout()) < 0 ? left : config.callTimeout();
            health.callBegins(key.vendor());
            return Uni.createFrom()
                    .<T>deferred(() -> call.get())
                    .ifNoItem()
                    .after(limit)
                    .failWith(() -> silent(limit))
                    .onFailure(DriverException.RateLimited.class)
                    .invoke(failure -> pause(key, failure))
                    .onTermination()
                    .invoke(() -> health.callEnds(key.vendor()));
        });
    }

    private static RuntimeException silent(Duration limit) {
        var what = "no answer within " + limit.toMillis() + " ms";
        return limit.compareTo(TELLING) < 0
                ? new RefusedException("unreachable", what + ", when the time of the command was over")
                : new DriverException.Unreachable(what, (Throwable) null);
    }

    private void pause(Accounts.Key key, DriverException.RateLimited failure) {
        budgets.of(key.vendor(), key.account()).pause(failure.retryAfter().orElse(config.rateLimitPause()));
    }
}
