package io.lamplighter.gateway.vendors;

import io.lamplighter.driver.Capability;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.api.DiscoverDevices;
import io.lamplighter.gateway.budgets.Budgets;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Asks a vendor which devices there are, within its budget and a time limit. */
@Singleton
public class Discovery {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int MOST = 10_000;

    private final Drivers drivers;
    private final Accounts accounts;
    private final Budgets budgets;
    private final Clock clock;

    Discovery(Drivers drivers, Accounts accounts, Budgets budgets, Clock clock) {
        this.drivers = drivers;
        this.accounts = accounts;
        this.budgets = budgets;
        this.clock = clock;
    }

    /**
     * Fails when nobody serves this vendor.
     *
     * @throws UnknownVendorException when no driver does
     */
    public void requireKnown(String vendor) {
        var _ = drivers.driver(vendor);
    }

    /** What the vendor says; fails with {@link DriverException} or {@link UnknownVendorException}. */
    public Uni<List<DiscoveredDevice>> of(String vendor, DiscoverDevices asked) {
        var driver = drivers.driver(vendor);
        if (!driver.describe().can(Capability.DISCOVER)) {
            throw new DriverException.Unsupported("this vendor's driver cannot discover devices");
        }
        var budget = budgets.of(vendor, asked.account());
        var account = accounts.account(vendor, asked.account()).countedBy(budget.counting(1));
        return budget.spend(false, clock.instant().plus(LIMIT))
                .chain(() -> driver.discover(account, asked.at())
                        .select()
                        .first(MOST)
                        .collect()
                        .asList())
                .onFailure(DriverException.RateLimited.class)
                .invoke(failure -> failure.retryAfter().ifPresent(budget::pause))
                .ifNoItem()
                .after(LIMIT)
                .failWith(() -> new DriverException.Unreachable(
                        "discovery did not end within " + LIMIT.toSeconds() + " s", (Throwable) null));
    }
}
