package io.lamplighter.driver;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One set of credentials at a vendor.
 *
 * <p>Accounts are equal when name and settings are; what is secret is in neither {@link #equals} nor {@link #toString()}.
 *
 * @param name as devices name it; {@code default} where there is one
 * @param settings what is not secret, such as the address of a bridge; the names are those of {@link
 *     DriverDescription#settings()}
 * @param secrets what is secret, asked for anew with each call, for it may change while the gateway runs
 */
public record Account(String name, Map<String, String> settings, Secrets secrets) {

    /** Secret values by name. Answers at once and from any thread. */
    @FunctionalInterface
    public interface Secrets {
        /** No secrets at all. */
        Secrets NONE = name -> Optional.empty();

        /** The value as it is now, if there is one. Keep it no longer than the call that needs it. */
        Optional<String> find(String name);
    }

    public Account {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(secrets, "secrets");
        settings = Map.copyOf(settings);
    }

    /** An account of which nothing but the name is known. */
    public static Account named(String name) {
        return new Account(name, Map.of(), Secrets.NONE);
    }

    /** The setting of this name, if there is one. */
    public Optional<String> setting(String setting) {
        return Optional.ofNullable(settings.get(setting));
    }

    /**
     * The secret of this name.
     *
     * @throws DriverException.AuthenticationFailed when there is none
     */
    public String secret(String secret) {
        return secrets.find(secret)
                .orElseThrow(() -> new DriverException.AuthenticationFailed(
                        "the account %s has no secret %s".formatted(name, secret)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Account account && name.equals(account.name) && settings.equals(account.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, settings);
    }

    /** The name alone: settings may hold addresses, secrets are secret. */
    @Override
    public String toString() {
        return "Account[" + name + "]";
    }
}
