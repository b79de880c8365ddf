package io.lamplighter.observations.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * A boolean or textual reading.
 *
 * @param value a {@link Boolean} or a {@link String} of at most 1024 characters
 */
public record Status(String name, Object value, Instant validAt) implements Observation {
    public Status {
        Objects.requireNonNull(name, "name: must not be null");
        Objects.requireNonNull(validAt, "validAt: must not be null");
        if (!(value instanceof Boolean) && !(value instanceof String)) {
            throw new IllegalArgumentException("value: must be a boolean or a text");
        }
        validAt = validAt.truncatedTo(ChronoUnit.MICROS);
    }
}
