package io.lamplighter.interactions.api;

import java.util.Map;

/**
 * A task that there is.
 *
 * @param arguments JSON Schema (draft 2020-12) of the arguments
 * @param changes whether it changes devices
 * @param retry the policy that holds unless a request says otherwise
 */
public record TaskView(String name, String description, Map<String, Object> arguments, boolean changes, Retry retry) {}
