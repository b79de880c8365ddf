package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Reading;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.LaneFullException;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** Makes one call to a vendor: when there is room, past the breakers, paid for, and within its time. */
@ApplicationScoped
class VendorCalls {
    private static final TypeLiteral<Uni<List<Observation>>> OBSERVATIONS = new TypeLiteral<>() {};
    private static final TypeLiteral<Uni<List<Reading>>> READINGS = new TypeLiteral<>() {};

    private final CommandsConfig config;
    private final VendorHealth health;
    private final Accounts accounts;
    private final Budgets budgets;
    private final Breakers breakers;
    private final UnderWay underWay;
    private final Clock clock;
    private final Lanes<Accounts.Key> rooms;
    private final Lane everything;

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
    }

    /** A call about one device. */
    Uni<List<Observation>> make(Driver driver, DeviceView device, Grant grant, Supplier<Uni<List<Observation>>> call) {
        var key = new Accounts.Key(device.vendor(), device.account());
        return inTurn(
                key,
                grant.changes(),
                grant.deadline(),
                () -> breakers.guard(
                        driver,
                        device,
                        OBSERVATIONS,
                        () -> paid(driver, key, grant)
                                .chain(() -> begun(grant))
                                .chain(() -> limited(key, grant.deadline(), call))));
    }

    /**
     * A call that reads some devices of an account.
     *
     * @param paidAt when it was taken from the budget
     */
    Uni<List<Reading>> read(
            Driver driver, Accounts.Key key, Instant deadline, Instant paidAt, Supplier<Uni<List<Reading>>> call) {
        return inTurn(
                key,
                false,
                deadline,
                () -> breakers.guard(
                        driver,
                        key,
                        READINGS,
                        () -> stillPaid(key, deadline, paidAt).chain(() -> limited(key, deadline, call))));
    }

    /** Once more when the vendor refused the credentials and they have changed meanwhile. */
    private <T> Uni<T> inTurn(Accounts.Key key, boolean urgent, Instant deadline, Supplier<Uni<T>> call) {
        var once = Uni.createFrom()
                .deferred(() ->
                        rooms.<T>run(key, urgent, () -> everything.<T>run(urgent, () -> inTime(deadline, call))));
        return once.onFailure(DriverException.AuthenticationFailed.class)
                .recoverWithUni(refused -> accounts.refreshed()
                        .chain(changed -> changed ? once : Uni.createFrom().failure(refused)))
                .onFailure(LaneFullException.class)
                .transform(full -> new RefusedException(
                        "unreachable", "the account " + key.account() + " is too busy: " + full.getMessage()))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> breakers.explain(key));
    }

    private <T> Uni<T> inTime(Instant deadline, Supplier<Uni<T>> call) {
        return clock.instant().isBefore(deadline)
                ? call.get()
                : Uni.createFrom().failure(new DeadlinePassedException(deadline));
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
            var left = Duration.between(clock.instant(), deadline);
            var limit = left.compareTo(config.callTimeout()) < 0 ? left : config.callTimeout();
            if (!limit.isPositive()) {
                return Uni.createFrom().failure(new DeadlinePassedException(deadline));
            }
            health.callBegins(key.vendor());
            return Uni.createFrom()
                    .<T>deferred(() -> call.get())
                    .ifNoItem()
                    .after(limit)
                    .failWith(() -> new DriverException.Unreachable(
                            "no answer within " + limit.toMillis() + " ms", (Throwable) null))
                    .onFailure(DriverException.RateLimited.class)
                    .invoke(failure -> pause(key, failure))
                    .onTermination()
                    .invoke(() -> health.callEnds(key.vendor()));
        });
    }

    private void pause(Accounts.Key key, DriverException.RateLimited failure) {
        budgets.of(key.vendor(), key.account()).pause(failure.retryAfter().orElse(config.rateLimitPause()));
    }
}
