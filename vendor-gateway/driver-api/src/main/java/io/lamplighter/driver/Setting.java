package io.lamplighter.driver;

import java.util.Objects;

/**
 * A value to be set.
 *
 * @param name of a status or attribute
 * @param value a {@link Number}, {@link Boolean} or {@link String}
 */
public record Setting(String name, Object value) {
    public Setting {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
    }
}
