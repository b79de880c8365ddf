package io.lamplighter.devices.files;

import io.lamplighter.devices.problems.Violation;
import java.util.List;

/** The first line of a CSV file does not name columns of a device; each one that is wrong or missing is listed. */
public final class WrongHeaderException extends RuntimeException {
    private final transient List<Violation> violations;

    WrongHeaderException(List<Violation> violations) {
        super(violations.toString());
        this.violations = List.copyOf(violations);
    }

    List<Violation> violations() {
        return violations;
    }
}
