package io.lamplighter.driver;

import java.util.List;

/** What a subscription tells. */
public sealed interface Pushed {

    /**
     * The vendor tells from now on. Comes once, first, when the connection stands and what was subscribed to is acknowledged.
     *
     * @param stateFollows whether the vendor tells the present state of every watched device by itself; otherwise the gateway
     *     reads it, for what happened before was missed
     */
    record Opened(boolean stateFollows) implements Pushed {}

    /** Nothing happened, and the connection lives: an answer to a ping, a comment in an event stream. */
    record Alive() implements Pushed {}

    /**
     * Something was observed. The same may be told again.
     *
     * @param device one of {@link Watched#devices()}
     * @param observations at least one; {@code validAt} is the vendor's own time where it tells one, and the same each time the
     *     same is told
     */
    record Observed(VendorDevice device, List<Observation> observations) implements Pushed {
        public Observed {
            observations = List.copyOf(observations);
        }
    }

    /**
     * The vendor says that a device behind it can or cannot be reached: a will, an availability topic.
     *
     * @param device one of {@link Watched#devices()}
     * @param reason for people; empty when it can be reached
     */
    record Availability(VendorDevice device, boolean reachable, String reason) implements Pushed {}
}
