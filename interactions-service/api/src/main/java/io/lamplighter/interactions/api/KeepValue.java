package io.lamplighter.interactions.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.UUID;

/**
 * Asks that a device keeps a value until this is withdrawn. Asked again for the same device and name it replaces what was
 * asked before.
 *
 * @param name the status or attribute; {@code on} when absent
 * @param value a boolean or a text (set by {@code set_status}) or a number (set by {@code set_attributes})
 * @param tolerance how far a reported number may be off, at least 0; 0 when absent
 * @param atMostEvery it is not set more often than this, 1 s to 1 day; 30 s when absent
 * @param checkEvery the device is asked when it has told nothing for this long, 1 s to 7 days; 5 min when absent
 * @param timeout how long one attempt to set it may take, 100 ms to 1 hour; 10 s when absent
 */
public record KeepValue(
        @NotNull UUID deviceId,
        @Size(min = 1, max = 100) String name,
        Object value,
        Double tolerance,
        Duration atMostEvery,
        Duration checkEvery,
        Duration timeout) {}
