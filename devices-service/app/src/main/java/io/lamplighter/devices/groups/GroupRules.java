package io.lamplighter.devices.groups;

import io.lamplighter.devices.api.DefineGroup;
import io.lamplighter.devices.api.Selector;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import io.lamplighter.devices.selectors.Conditions;
import io.lamplighter.devices.selectors.SelectorConditions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.util.Comparator;
import java.util.stream.Stream;

/** What every group must be. */
@ApplicationScoped
class GroupRules {
    private final Validator validator;

    GroupRules(Validator validator) {
        this.validator = validator;
    }

    /** Passes the wish on, or fails with everything that is wrong with it. */
    DefineGroup check(DefineGroup wanted) {
        return check(wanted, null);
    }

    /** The same, but a selector that is stored already stays, whatever the rules were then. */
    DefineGroup check(DefineGroup wanted, Selector stored) {
        if (wanted == null) {
            throw new InvalidInputException("name", "must be sent in a JSON object, with a selector");
        }
        var conditions = new Conditions();
        var _ = conditions.isGiven("name", wanted.name());
        var _ = conditions.isGiven("description", wanted.description());
        if (wanted.selector() != null && !wanted.selector().equals(stored)) {
            SelectorConditions.add(conditions, "selector.", wanted.selector());
        }
        var violations = Stream.concat(
                        conditions.violations().stream(),
                        validator.validate(wanted).stream()
                                .map(broken ->
                                        new Violation(broken.getPropertyPath().toString(), broken.getMessage())))
                .sorted(Comparator.comparing(Violation::field).thenComparing(Violation::message))
                .toList();
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return wanted;
    }
}
