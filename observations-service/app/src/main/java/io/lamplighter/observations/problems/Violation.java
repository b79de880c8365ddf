package io.lamplighter.observations.problems;

/**
 * One thing that is wrong with a request.
 *
 * @param field the path as the caller knows it, such as {@code [17].value}
 */
public record Violation(String field, String message) {}
