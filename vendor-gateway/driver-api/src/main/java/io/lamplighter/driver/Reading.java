package io.lamplighter.driver;

import java.util.List;
import java.util.Optional;

/**
 * What became of one device in a batch.
 *
 * @param device as it was asked for
 * @param observations empty when it failed
 * @param failure why nothing was read of this device; empty when it went well
 */
public record Reading(VendorDevice device, List<Observation> observations, Optional<DriverException> failure) {
    public Reading {
        observations = List.copyOf(observations);
        if (failure.isPresent() && !observations.isEmpty()) {
            throw new IllegalArgumentException("a failed reading has no observations");
        }
    }

    /** The device was read. */
    public static Reading of(VendorDevice device, List<Observation> observations) {
        return new Reading(device, observations, Optional.empty());
    }

    /** The device was not read. */
    public static Reading failed(VendorDevice device, DriverException failure) {
        return new Reading(device, List.of(), Optional.of(failure));
    }
}
