package io.lamplighter.devices.selectors;

import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/** Conditions of SQL over devices and their values in order, and all that was wrong with what they were made of. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>(List.of("true"));
    private final List<Violation> violations = new ArrayList<>();
    private final Tuple values = Tuple.tuple();

    /** Adds one that must hold as well; its values come from {@link #bind}. */
    public void add(String condition) {
        conditions.add(condition);
    }

    /** Where the value will stand in the statement. */
    public String bind(Object value) {
        values.addValue(value);
        return "$" + values.size();
    }

    public void refuse(String field, String message) {
        violations.add(new Violation(field, message));
    }

    /** Whether there is a value; one that no database can hold is refused. */
    public boolean isGiven(String field, String value) {
        if (value == null || value.isEmpty()) {
            return false;
        }
        if (value.indexOf('\0') >= 0) {
            refuse(field, "must not contain NUL");
            return false;
        }
        return true;
    }

    public void addEqual(String field, String value, String column) {
        if (isGiven(field, value)) {
            add(column + " = " + bind(value));
        }
    }

    public List<Violation> violations() {
        return violations;
    }

    /** Fails with everything that was refused. */
    public Conditions check() {
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return this;
    }

    public String sql() {
        return String.join(" and ", conditions);
    }

    public Tuple values() {
        return values;
    }
}
