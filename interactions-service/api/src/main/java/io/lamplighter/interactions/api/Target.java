package io.lamplighter.interactions.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * Which devices: one of ids, a selector, a group or the failed part of another interaction. Resolved when the interaction
 * starts.
 *
 * @param devices ids, at most 1000
 * @param selector resolved against the registry at the start, so that a device added later is included
 * @param group the name of a group of the registry, resolved at the start likewise
 * @param failedOf an interaction: the devices whose runs in it did not succeed
 * @param confirm must be true where a task that changes devices is meant for every device there is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Target(
        @Size(min = 1, max = 1000) List<UUID> devices,
        Selector selector,
        @Size(min = 1, max = 100) String group,
        UUID failedOf,
        Boolean confirm) {
    public Target(List<UUID> devices, Selector selector) {
        this(devices, selector, null, null, null);
    }

    /** Every enabled device. */
    public static Target everything() {
        return new Target(null, new Selector(null, null));
    }
}
