package io.lamplighter.observations.problems;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, at most so many that the answer stays readable. */
public final class Violations {
    private static final int SHOWN = 10_000;

    private final List<Violation> found = new ArrayList<>();

    public void add(String field, String message) {
        if (found.size() < SHOWN) {
            found.add(new Violation(field, message));
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** The first 10,000. */
    public List<Violation> all() {
        return List.copyOf(found);
    }

    /** Raises the problem when anything was wrong. */
    public void raise() {
        if (!found.isEmpty()) {
            throw Problems.invalid(found);
        }
    }
}
