package io.lamplighter.driver;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One set of credentials at a vendor.
 *
 * <p>Accounts are equal when name and settings are; what is secret is in neither {@link #equals} nor {@link #toString()}, and who
 * counts the calls is in none of them.
 *
 * @param name as devices name it; {@code default} where there is one
 * @param settings what is not secret, such as the address of a bridge; the names are those of {@link
 *     DriverDescription#settings()}
 * @param secrets what is secret, asked for anew with each call, for it may change while the gateway runs
 * @param calls told of each call that the vendor gets
 */
public record Account(String name, Map<String, String> settings, Secrets secrets, Calls calls) {

    /** Secret values by name. Answers at once and from any thread. */
    @FunctionalInterface
    public interface Secrets {
        /** No secrets at all. */
        Secrets NONE = name -> Optional.empty();

        /** The value as it is now, if there is one. Keep it no longer than the call that needs it. */
        Optional<String> find(String name);
    }

    /**
     * Counts the calls of an account, for its vendor does. A read is paid for as one call, as is a batch of reads; a set is paid
     * for as two where it is read back. What goes beyond is taken from those who come next. Answers at once and from any thread.
     */
    @FunctionalInterface
    public interface Calls {
        /** Nobody counts. */
        Calls UNCOUNTED = () -> {};

        /**
         * A request goes to the vendor now, be it the first or one more: a challenge that is met, another way that is tried, a
         * part that is asked for by itself.
         */
        void made();
    }

    public Account {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(secrets, "secrets");
        Objects.requireNonNull(calls, "calls");
        settings = Map.copyOf(settings);
    }

    /** An account whose calls nobody counts. */
    public Account(String name, Map<String, String> settings, Secrets secrets) {
        this(name, settings, secrets, Calls.UNCOUNTED);
    }

    /** The same, with its calls told to somebody. */
    public Account countedBy(Calls counter) {
        return new Account(name, settings, secrets, counter);
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
