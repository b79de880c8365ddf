package io.lamplighter.gateway.vendors;

import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.api.AccountView;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.devices.DeviceRegistry;
import jakarta.inject.Singleton;
import java.util.List;

/** Shows the accounts of a vendor, and nothing of their secrets. */
@Singleton
class AccountViews {
    private final Accounts accounts;
    private final Budgets budgets;
    private final OpenCircuits circuits;
    private final VendorHealth health;
    private final DeviceRegistry registry;

    AccountViews(
            Accounts accounts, Budgets budgets, OpenCircuits circuits, VendorHealth health, DeviceRegistry registry) {
        this.accounts = accounts;
        this.budgets = budgets;
        this.circuits = circuits;
        this.health = health;
        this.registry = registry;
    }

    /** Those that are configured or that devices name, by name. */
    List<AccountView> of(String vendor) {
        var devices = registry.counts(vendor);
        accounts.names(vendor).forEach(name -> devices.putIfAbsent(name, 0));
        return devices.entrySet().stream()
                .map(entry -> view(new Accounts.Key(vendor, entry.getKey()), entry.getValue()))
                .toList();
    }

    private AccountView view(Accounts.Key account, int devices) {
        var budget = budgets.of(account.vendor(), account.account());
        var condition =
                AccountCondition.of(health.presences(account), circuits.hasAccount(account), budget.pausedUntil());
        return new AccountView(
                account.account(),
                devices,
                circuits.count(account),
                health.subscriptions(account),
                budget.limit().map(VendorsConfig.Budget::calls).orElse(null),
                budget.limit().map(VendorsConfig.Budget::per).orElse(null),
                budget.available().map(Long::intValue).orElse(null),
                budget.waiting(),
                budget.pausedUntil().orElse(null),
                Math.toIntExact(budget.used()),
                condition.state(),
                condition.reason(),
                health.lastError(account));
    }
}
