package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Violations;

/** What is wrong with the object that is being read, told by the place where it stands. */
final class Faults {
    private static final int ITSELF = -1;

    private final Violations violations;
    private String path = "";
    private int index = ITSELF;
    private boolean found;

    Faults(Violations violations) {
        this.violations = violations;
    }

    /** From now on those of the object at this path. */
    void beginObject(String itsPath) {
        path = itsPath;
        index = ITSELF;
        found = false;
    }

    /** From now on those of this row of its columns. */
    void beginRow(int row) {
        index = row;
        found = false;
    }

    void add(String field, String message) {
        found = true;
        violations.add(place(index == ITSELF ? field : field + "[" + index + "]"), message);
    }

    /** Whether there were any since the object or the row began. */
    boolean found() {
        return found;
    }

    /** Where a member of the object stands. */
    String place(String field) {
        if (path.isEmpty()) {
            return field.isEmpty() ? "body" : field;
        }
        return field.isEmpty() ? path : path + "." + field;
    }
}
