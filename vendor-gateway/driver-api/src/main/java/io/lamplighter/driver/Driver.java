package io.lamplighter.driver;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * Speaks one vendor's API. Implementations are application-scoped beans with a constructor that takes what they need.
 *
 * <p>Every {@code Uni} and {@code Multi} fails with a {@link DriverException} and nothing else; nothing happens at the
 * vendor before it is subscribed to, and each subscription is one attempt.
 */
public interface Driver extends AutoCloseable {

    /** What this driver is and can do; always the same answer. */
    DriverDescription describe();

    /**
     * Reads the device now.
     *
     * @return at least one observation of what was asked for; {@code validAt} is the vendor's own time where it tells
     *     one, else the time of the answer
     */
    Uni<List<Observation>> read(VendorDevice device, Scope scope);

    /**
     * Sets one status or attribute and reads it back.
     *
     * @return what was read back afterwards, with the set name among it; empty when the driver declares that it cannot
     *     read back. Setting the same value twice is harmless.
     */
    Uni<List<Observation>> set(VendorDevice device, Setting setting);

    /**
     * Finds devices at an address, bridge or account of the vendor.
     *
     * @param account name of the credentials
     * @param at where to look, in the vendor's own terms, such as a host and port
     */
    Multi<DiscoveredDevice> discover(String account, String at);

    /** Gives back connections and threads; a second time does nothing. Calls after it fail as {@link DriverException.Unreachable}. */
    @Override
    void close();
}
