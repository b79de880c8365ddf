package io.lamplighter.driver;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Speaks one vendor's API. Implementations are application-scoped beans with a constructor that takes what they need.
 *
 * <p>Every {@code Uni} and {@code Multi} fails with a {@link DriverException} and nothing else; nothing happens at the
 * vendor before it is subscribed to, and each subscription is one attempt. A cancelled one holds nothing.
 *
 * <p>Each request that goes to a vendor who may count them is told to {@link Account#calls()}, but for the one that a subscription
 * stays open with.
 *
 * <p>Methods with a default are capabilities: a driver that declares one overrides its method.
 */
public interface Driver extends AutoCloseable {

    /** What this driver is and can do; always the same answer. */
    DriverDescription describe();

    /**
     * Asks the vendor whether the account's credentials are good, with the cheapest call there is and changing nothing.
     *
     * @return fails with {@link DriverException.AuthenticationFailed} when they are not
     */
    default Uni<Void> check(Account account) {
        return Uni.createFrom().failure(() -> unsupported(Capability.CHECK_ACCOUNT));
    }

    /**
     * Reads the device now.
     *
     * @return at least one observation of what was asked for; {@code validAt} is the vendor's own time where it tells
     *     one, else the time of the answer
     */
    Uni<List<Observation>> read(VendorDevice device, Scope scope);

    /**
     * Reads many devices in one call to the vendor.
     *
     * @param devices of one account, at least one and at most {@link DriverDescription#batch()}
     * @return one reading for each device, in any order; fails as a whole only when nothing can be said of any, and with {@link
     *     DriverException.Rejected}, before the vendor is called, when there are more
     */
    default Uni<List<Reading>> readAll(Account account, Set<VendorDevice> devices, Scope scope) {
        return Uni.createFrom().failure(() -> unsupported(Capability.BATCH_READ));
    }

    /**
     * Sets one status or attribute and reads it back.
     *
     * @return what was read back afterwards, with the set name among it; empty when the driver declares that it cannot
     *     read back, or where the device never tells this value: it is acknowledged then, and no more is claimed. Setting
     *     the same value twice is harmless.
     */
    Uni<List<Observation>> set(VendorDevice device, Setting setting);

    /**
     * Tells what happens to the watched devices as it happens, for as long as it is subscribed to: {@link Pushed.Opened} first,
     * then in the order of the vendor for each device. Never completes: an end of the connection is a failure, and the
     * gateway subscribes again. What comes faster than it is taken may be dropped oldest first, but not without a failure.
     *
     * @param watched with {@link Reach#DEVICE} exactly one device, always the same; else any number, even none
     */
    default Multi<Pushed> subscribe(Account account, Watched watched) {
        return Multi.createFrom().failure(() -> unsupported(Capability.PUSH));
    }

    /**
     * Finds devices at an address, bridge or account of the vendor.
     *
     * @param at where to look, in the vendor's own terms, such as a host and port
     */
    default Multi<DiscoveredDevice> discover(Account account, String at) {
        return Multi.createFrom().failure(() -> unsupported(Capability.DISCOVER));
    }

    /**
     * Tells what the vendor kept of the past.
     *
     * @param since the newest {@code validAt} that is already known: what is as old is told again or not, what is older is not;
     *     {@link Instant#EPOCH} for all there is
     * @return oldest first, completes with the present
     */
    default Multi<Observation> history(VendorDevice device, Instant since) {
        return Multi.createFrom().failure(() -> unsupported(Capability.IMPORT_HISTORY));
    }

    /**
     * Checks the signature of what was posted and translates it.
     *
     * @param watched all devices of the account; others are left out
     * @return fails with {@link DriverException.AuthenticationFailed} when the signature is not good, before anything else is
     *     looked at, and with {@link DriverException.ProtocolViolation} when the rest cannot be read
     */
    default Uni<Delivery> receive(Account account, Webhook webhook, Watched watched) {
        return Uni.createFrom().failure(() -> unsupported(Capability.WEBHOOK));
    }

    /** Gives back connections and threads; a second time does nothing. Calls after it fail as {@link DriverException.Unreachable}. */
    @Override
    void close();

    private DriverException.Unsupported unsupported(Capability capability) {
        return new DriverException.Unsupported("the driver of %s cannot do that: %s"
                .formatted(describe().vendor(), capability.name().toLowerCase(java.util.Locale.ROOT)));
    }
}
