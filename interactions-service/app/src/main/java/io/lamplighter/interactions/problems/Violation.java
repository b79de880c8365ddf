package io.lamplighter.interactions.problems;

/**
 * What is wrong with one field.
 *
 * @param field its path as the caller knows it, such as {@code target.devices[1]}
 */
public record Violation(String field, String message) {}
