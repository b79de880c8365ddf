package io.lamplighter.devices.problems;

import java.util.List;
import java.util.stream.Collectors;

/** What the caller sent breaks the rules; all broken ones are listed. */
public final class InvalidInputException extends RuntimeException {
    private final transient List<Violation> violations;

    public InvalidInputException(List<Violation> violations) {
        super(violations.stream().map(Violation::field).collect(Collectors.joining(", ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidInputException(String field, String message) {
        this(List.of(new Violation(field, message)));
    }

    public List<Violation> violations() {
        return violations;
    }
}
