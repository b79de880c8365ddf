package io.lamplighter.driver.tck;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.Webhook;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A vendor under control. It is started for each test and has at least a thousand devices. Its methods are called from the
 * test's thread and return when what they do is done.
 */
public interface FakeBackend extends AutoCloseable {

    /**
     * A device that has at least one status and one attribute.
     *
     * @param number from 0 to below {@link #devices()}, each another device
     */
    VendorDevice device(int number);

    /** How many devices there are; at least a thousand, several thousand where that is cheap. */
    default int devices() {
        return 1000;
    }

    /** A device with all the vendor ids that the driver asks for, but which the vendor does not know. */
    VendorDevice unknownDevice();

    /**
     * What the device has now, by name, asked of the backend itself and not through the driver. Numbers are {@link
     * Double}. A moving value may differ by five per cent from what the driver reads.
     */
    Map<String, Object> truth(VendorDevice device);

    /** A status to set; asked for only when the driver declares that it can. */
    default Trial statusTrial() {
        throw new AssertionError("the driver declares SET_STATUSES, so its backend must have a trial of one");
    }

    /** An attribute to set; asked for only when the driver declares that it can. */
    default Trial attributeTrial() {
        throw new AssertionError("the driver declares SET_ATTRIBUTES, so its backend must have a trial of one");
    }

    /** Where to look for devices; asked for only when the driver declares that it can. */
    default String discoverableAt() {
        throw new AssertionError("the driver declares DISCOVER, so its backend must say where");
    }

    /** An account that is good, with what its devices need. */
    default Account account() {
        return Account.named("default");
    }

    /** The same account with secrets that are wrong; asked for only when the driver declares that it can check. */
    default Account wrongAccount() {
        throw new AssertionError(
                "the driver declares CHECK_ACCOUNT, so its backend must have an account that is wrong");
    }

    /**
     * What the vendor posts when a device was set to this, signed for {@link #account()}; asked for only when the driver
     * declares that it can.
     */
    default Webhook webhook(VendorDevice device, Setting setting) {
        throw new AssertionError("the driver declares WEBHOOK, so its backend must have one");
    }

    /** How many subscriptions are open; asked for only when the driver declares that it can. */
    default int subscriptions() {
        throw new AssertionError("the driver declares PUSH, so its backend must count subscriptions");
    }

    /** Changes a value at the vendor, behind the driver's back. */
    void change(VendorDevice device, Setting setting);

    /** How many calls about the device have arrived. */
    long calls(VendorDevice device);

    /** Whether such a vendor counts calls; a broker, of whoever uses it, does not. */
    default boolean countsCalls() {
        return true;
    }

    /** What the backend can do wrong; the tests of others are skipped. */
    Set<Fault> faults();

    /** Begins to do this wrong and nothing else; with nothing, is good again. */
    void inflict(Optional<Fault> fault);

    /** How long it asks callers to wait while it is {@link Fault#RATE_LIMITED}; empty when any time will do. */
    default Optional<Duration> retryAfter() {
        return Optional.empty();
    }

    /**
     * Goes down and comes back at the same address: connections and sessions are gone, what was set is not. Asked for only
     * when it can be {@link Fault#CUT_OFF}.
     */
    default void restart() {
        inflict(Optional.of(Fault.CUT_OFF));
        inflict(Optional.empty());
    }

    /**
     * Moves the clock of the vendor and its devices away from the right time, for whatever times they tell from now on.
     *
     * @param by zero sets it right again
     * @return whether the vendor tells times at all; false skips the test
     */
    default boolean travel(Duration by) {
        return false;
    }

    @Override
    void close();
}
