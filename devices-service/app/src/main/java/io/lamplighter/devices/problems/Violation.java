package io.lamplighter.devices.problems;

/**
 * One thing that is wrong with what a caller sent.
 *
 * @param field where, in the caller's words, such as {@code location.timeZone}
 * @param message what is wrong there
 */
public record Violation(String field, String message) {}
