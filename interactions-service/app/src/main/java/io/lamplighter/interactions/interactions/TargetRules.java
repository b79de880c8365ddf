package io.lamplighter.interactions.interactions;

import io.lamplighter.devices.api.LabelExpression;
import io.lamplighter.interactions.api.Selector;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.problems.Violation;
import io.lamplighter.interactions.tasks.Task;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What a target must be. */
final class TargetRules {
    private static final String ONE_OF = "must name either devices or a selector (or a group, or failedOf)";

    private TargetRules() {}

    /** @param task null when it is not known */
    static void check(Target target, Task task, List<Violation> violations) {
        if (task != null && task.hasNoTarget()) {
            if (target != null && !target.equals(Target.everything())) {
                violations.add(new Violation("target", "must be given for each step, and not for the workflow"));
            }
            return;
        }
        if (target == null) {
            if (task == null || !task.mayLackTarget()) {
                violations.add(new Violation("target", ONE_OF));
            }
            return;
        }
        if (Stream.of(target.devices(), target.selector(), target.group(), target.failedOf())
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            violations.add(new Violation("target", ONE_OF));
        }
        checkDevices(target, violations);
        if (target.selector() != null) {
            checkSelector(target, task, violations);
        }
    }

    private static void checkDevices(Target target, List<Violation> violations) {
        for (int i = 0; target.devices() != null && i < target.devices().size(); i++) {
            if (target.devices().get(i) == null) {
                violations.add(new Violation("target.devices[" + i + "]", "must not be null"));
            }
        }
    }

    private static void checkSelector(Target target, Task task, List<Violation> violations) {
        if (task != null
                && task.changes()
                && target.selector().picksEverything()
                && !Boolean.TRUE.equals(target.confirm())) {
            violations.add(new Violation(
                    "confirm",
                    "must be true, since " + task.name()
                            + " would change every device there is; or narrow the selector"));
        }
        checkExpression(target.selector(), violations);
    }

    private static void checkExpression(Selector selector, List<Violation> violations) {
        try {
            if (selector.expression() != null) {
                var ignored = LabelExpression.parse(selector.expression());
            }
        } catch (LabelExpression.Broken wrong) {
            violations.add(new Violation("target.selector.expression", wrong.getMessage()));
        }
    }

    /** The target with the short form of its confirmation folded in. */
    static Target confirmed(Target target, Boolean confirm) {
        return target == null || confirm == null || target.confirm() != null
                ? target
                : new Target(target.devices(), target.selector(), target.group(), target.failedOf(), confirm);
    }
}
