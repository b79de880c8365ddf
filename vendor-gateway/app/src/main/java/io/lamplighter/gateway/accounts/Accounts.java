package io.lamplighter.gateway.accounts;

import io.lamplighter.driver.Account;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the accounts, and their secrets as they are now. */
@Singleton
public class Accounts {
    /** An account by its names. */
    public record Key(String vendor, String account) {}

    private record Secret(Key account, String name) {}

    private final Map<Key, Account> accounts = new HashMap<>();
    private final Map<Secret, SecretReference> references = new HashMap<>();
    private final Map<Secret, String> values = new ConcurrentHashMap<>();
    private final AccountsConfig config;
    private volatile Cancellable refreshing = () -> {};

    Accounts(VendorsConfig vendors, AccountsConfig config) {
        this.config = config;
        vendors.vendors()
                .forEach((vendor, known) -> known.accounts().forEach((name, account) -> {
                    var key = new Key(vendor, name);
                    accounts.put(key, new Account(name, account.settings(), secret -> find(new Secret(key, secret))));
                    account.secrets()
                            .forEach((secret, text) -> references.put(
                                    new Secret(key, secret),
                                    SecretReference.parse(
                                            "lamplighter.vendors.%s.accounts.%s.secrets.%s"
                                                    .formatted(vendor, name, secret),
                                            text)));
                }));
        var _ = refresh();
    }

    private Optional<String> find(Secret secret) {
        return Optional.ofNullable(values.get(secret));
    }

    void start(@Observes StartupEvent start) {
        refreshing = Multi.createFrom()
                .ticks()
                .every(config.secretsRefresh())
                .onOverflow()
                .drop()
                .emitOn(Infrastructure.getDefaultExecutor())
                .subscribe()
                .with(tick -> {
                    var _ = refresh();
                });
    }

    void stop(@Observes ShutdownEvent stop) {
        refreshing.cancel();
    }

    /** The account; one that is not configured has neither settings nor secrets. */
    public Account account(String vendor, String name) {
        var known = accounts.get(new Key(vendor, name));
        return known == null ? Account.named(name) : known;
    }

    /** The names of the configured accounts of a vendor. */
    public List<String> names(String vendor) {
        return accounts.keySet().stream()
                .filter(key -> key.vendor().equals(vendor))
                .map(Key::account)
                .sorted()
                .toList();
    }

    /** Reads the secrets again, on another thread; answers whether one has changed. */
    public Uni<Boolean> refreshed() {
        return Uni.createFrom().item(this::refresh).runSubscriptionOn(Infrastructure.getDefaultExecutor());
    }

    private synchronized boolean refresh() {
        var changed = false;
        for (var entry : references.entrySet()) {
            changed |= refresh(entry.getKey(), entry.getValue().read());
        }
        return changed;
    }

    private boolean refresh(Secret secret, Optional<String> value) {
        var before = value.isPresent() ? values.put(secret, value.get()) : values.remove(secret);
        if (Optional.ofNullable(before).equals(value)) {
            return false;
        }
        Log.infof(
                "secret %s: vendor=%s account=%s name=%s",
                value.isPresent() ? "read" : "gone",
                secret.account().vendor(),
                secret.account().account(),
                secret.name());
        return true;
    }
}
