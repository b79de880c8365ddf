package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.Driver;
import io.lamplighter.driver.Reading;
import io.lamplighter.driver.Scope;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Asks a vendor once for many devices of an account, where its driver can: each call is one of the account's budget. */
@Singleton
class Batches {
    private record Key(Accounts.Key account, Scope scope) {}

    private final Map<Key, Gathering> gatherings = new ConcurrentHashMap<>();
    private final VendorCalls calls;
    private final Budgets budgets;
    private final Accounts accounts;
    private final Clock clock;

    Batches(VendorCalls calls, Budgets budgets, Accounts accounts, Clock clock) {
        this.calls = calls;
        this.budgets = budgets;
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * A place in a batch, as soon as one may go.
     *
     * @return fails with {@link io.lamplighter.driver.DriverException.RateLimited} when that is not before the deadline
     */
    Uni<Batch> join(Driver driver, DeviceView device, Scope scope, Instant deadline) {
        var key = new Key(new Accounts.Key(device.vendor(), device.account()), scope);
        return gatherings
                .computeIfAbsent(key, unseen -> gathering(driver, unseen))
                .join(deadline);
    }

    private Gathering gathering(Driver driver, Key key) {
        return new Gathering(
                driver.describe().batch(),
                deadline -> budgets.of(key.account().vendor(), key.account().account())
                        .spend(false, deadline),
                expected -> batch(driver, key, expected));
    }

    private Batch batch(Driver driver, Key key, int expected) {
        var paidAt = clock.instant();
        return new Batch(
                expected,
                (devices, deadline) -> call(driver, key, devices, deadline, paidAt),
                () -> gatherings.get(key).ended());
    }

    private Uni<List<Reading>> call(
            Driver driver, Key key, Set<VendorDevice> devices, Instant deadline, Instant paidAt) {
        return calls.read(driver, key.account(), deadline, paidAt, counter -> read(driver, key, devices, counter));
    }

    /** The account as it is now: its secrets may have changed since. */
    private Uni<List<Reading>> read(Driver driver, Key key, Set<VendorDevice> devices, Account.Calls counter) {
        var account = accounts.account(key.account().vendor(), key.account().account())
                .countedBy(counter);
        if (devices.size() > 1) {
            return driver.readAll(account, devices, key.scope());
        }
        var device = devices.iterator().next();
        return driver.read(new VendorDevice(account, device.vendorIds()), key.scope())
                .map(observations -> List.of(Reading.of(device, observations)));
    }
}
