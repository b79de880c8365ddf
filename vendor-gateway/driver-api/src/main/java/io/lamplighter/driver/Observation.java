package io.lamplighter.driver;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** One reading of one device at one time. */
public sealed interface Observation {

    /** Lower-case letters, digits and underscores, such as {@code temperature} or {@code power_1}. */
    String name();

    /** A {@link Double}, {@link Boolean} or {@link String}. */
    Object value();

    /** When the value held at the device, in whole microseconds: what is finer is cut off. */
    Instant validAt();

    /**
     * A numeric reading.
     *
     * @param number finite
     * @param units a UCUM code; {@code 1} where there is no unit
     */
    record Attribute(String name, double number, String units, Instant validAt) implements Observation {
        public Attribute {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(units, "units");
            validAt = validAt.truncatedTo(ChronoUnit.MICROS);
            if (!Double.isFinite(number)) {
                throw new IllegalArgumentException(name + ": must be a finite number");
            }
        }

        @Override
        public Double value() {
            return number;
        }
    }

    /**
     * A boolean or textual reading.
     *
     * @param value a {@link Boolean} or a {@link String}
     */
    record Status(String name, Object value, Instant validAt) implements Observation {
        public Status {
            Objects.requireNonNull(name, "name");
            validAt = validAt.truncatedTo(ChronoUnit.MICROS);
            if (!(value instanceof Boolean) && !(value instanceof String)) {
                throw new IllegalArgumentException(name + ": must be a boolean or a text");
            }
        }
    }
}
