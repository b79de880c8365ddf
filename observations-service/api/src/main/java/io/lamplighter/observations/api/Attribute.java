package io.lamplighter.observations.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A numeric reading.
 *
 * @param value a finite number
 * @param units a UCUM code such as {@code Cel} or {@code W}, 1 to 10 characters; {@code 1} where there is no unit
 */
public record Attribute(String name, double value, String units, Instant validAt) implements Observation {
    public Attribute {
        Objects.requireNonNull(name, "name: must not be null");
        Objects.requireNonNull(validAt, "validAt: must not be null");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value: must be a finite number");
        }
        units = units == null || units.isBlank() ? "1" : units;
        validAt = validAt.truncatedTo(ChronoUnit.MICROS);
    }
}
