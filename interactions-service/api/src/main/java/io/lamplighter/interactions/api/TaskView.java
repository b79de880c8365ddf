package io.lamplighter.interactions.api;

import java.util.Map;

/**
 * A task that there is.
 *
 * @param arguments JSON Schema of the arguments
 */
public record TaskView(String name, String description, Map<String, Object> arguments) {}
