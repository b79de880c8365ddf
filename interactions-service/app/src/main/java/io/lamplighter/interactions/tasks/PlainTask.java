package io.lamplighter.interactions.tasks;

import java.util.Map;

/** A task that needs no arguments. */
record PlainTask(String name, String description, String command, boolean mayLackTarget) implements Task {
    PlainTask(String name, String description) {
        this(name, description, name, false);
    }

    @Override
    public Map<String, Object> arguments() {
        return Map.of("type", "object", "properties", Map.of(), "additionalProperties", true);
    }
}
