package io.lamplighter.gateway.budgets;

import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The budget of each account. */
@Singleton
public class Budgets {
    private final Map<Accounts.Key, Budget> budgets = new ConcurrentHashMap<>();
    private final VendorsConfig config;
    private final OwnedPartitions partitions;
    private final Clock clock;

    Budgets(VendorsConfig config, OwnedPartitions partitions, Clock clock) {
        this.config = config;
        this.partitions = partitions;
        this.clock = clock;
        config.vendors().forEach((vendor, known) -> {
            known.budget().ifPresent(limit -> Share.check("lamplighter.vendors." + vendor, limit));
            known.accounts()
                    .forEach((name, account) -> account.budget()
                            .ifPresent(limit ->
                                    Share.check("lamplighter.vendors." + vendor + ".accounts." + name, limit)));
        });
    }

    /** Only so that a wrong configuration is told at the start. */
    void start(@Observes StartupEvent start) {}

    /** The budget of this account; one without a limit still heeds what the vendor says. */
    public Budget of(String vendor, String account) {
        return budgets.computeIfAbsent(new Accounts.Key(vendor, account), this::begin);
    }

    private Budget begin(Accounts.Key key) {
        return new Budget(limit(key), partitions.share(), clock);
    }

    private Optional<VendorsConfig.Budget> limit(Accounts.Key key) {
        var vendor = config.vendors().get(key.vendor());
        if (vendor == null) {
            return Optional.empty();
        }
        var account = vendor.accounts().get(key.account());
        return account == null ? vendor.budget() : account.budget().or(vendor::budget);
    }

    void changed(@Observes OwnedPartitions.Changed change) {
        budgets.values().forEach(budget -> budget.share(change.share()));
    }
}
