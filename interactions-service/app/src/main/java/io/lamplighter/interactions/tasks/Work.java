package io.lamplighter.interactions.tasks;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * What is asked of the gateway for each device of an interaction whose task decides for itself.
 *
 * @param task null when nothing is to be done; the runs are then skipped for this reason
 * @param reason a sentence for people
 */
@RegisterForReflection
public record Work(String task, Map<String, Object> arguments, String reason) {
    public static Work nothing(String reason) {
        return new Work(null, Map.of(), reason);
    }

    public boolean asksNothing() {
        return task == null;
    }
}
