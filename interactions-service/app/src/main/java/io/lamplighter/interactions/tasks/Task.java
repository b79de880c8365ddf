package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.problems.Violation;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** Something that can be done to a device. Beans of this type are found by themselves. */
public interface Task {
    /** The key that requests name it by. */
    String name();

    /** A sentence for people. */
    String description();

    /** JSON Schema of the arguments, draft 2020-12; arguments are checked against it before anything starts. */
    Map<String, Object> arguments();

    /** What is wrong with arguments beyond what the schema can say, fields beginning with {@code arguments.}. */
    default List<Violation> check(Map<String, Object> arguments) {
        return List.of();
    }

    /** The task that is asked of the gateway for each device. */
    default String command() {
        return name();
    }

    /** Whether an absent target means every device. */
    default boolean mayLackTarget() {
        return false;
    }

    /** Whether it has no target of its own. */
    default boolean hasNoTarget() {
        return false;
    }

    /** Whether it changes devices: a target of everything must then be confirmed. */
    default boolean changes() {
        return false;
    }

    /** Whether {@link #decide} tells what is asked of the gateway. */
    default boolean decides() {
        return false;
    }

    /**
     * What to do, decided once for an interaction when its target is resolved; fails with {@link UndecidedException} when
     * that cannot be told.
     */
    default Uni<Work> decide(Map<String, Object> arguments) {
        return Uni.createFrom().failure(new UndecidedException("internal", name() + " decides nothing"));
    }
}
