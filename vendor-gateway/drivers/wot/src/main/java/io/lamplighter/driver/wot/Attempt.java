package io.lamplighter.driver.wot;

import io.lamplighter.driver.DriverException;
import java.util.Optional;
import java.util.function.Supplier;

/** Something that a description may allow or not. */
record Attempt<T>(Optional<T> made, String reason) {
    static <T> Attempt<T> of(Supplier<T> trying) {
        try {
            return new Attempt<>(Optional.of(trying.get()), "");
        } catch (DriverException.Unsupported not) {
            return new Attempt<>(Optional.empty(), not.getMessage());
        }
    }

    Attempt<T> unless(boolean forbidden) {
        return forbidden ? new Attempt<>(Optional.empty(), "the description forbids it") : this;
    }

    boolean isEmpty() {
        return made.isEmpty();
    }
}
