package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.problems.Violation;
import java.util.List;
import java.util.Map;

/** Something that can be done to a device. Beans of this type are found by themselves. */
public interface Task {
    /** The key that requests name it by. */
    String name();

    /** A sentence for people. */
    String description();

    /** JSON Schema of the arguments. */
    Map<String, Object> arguments();

    /** What is wrong with these arguments, fields beginning with {@code arguments.}; those that it does not know are fine. */
    List<Violation> check(Map<String, Object> arguments);

    /** The task that is asked of the gateway for each device. */
    default String command() {
        return name();
    }

    /** Whether an absent target means every device. */
    default boolean mayLackTarget() {
        return false;
    }
}
