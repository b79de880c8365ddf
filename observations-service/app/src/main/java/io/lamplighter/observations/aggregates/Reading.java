package io.lamplighter.observations.aggregates;

/**
 * A value at a time.
 *
 * @param at microseconds since 1970
 */
public record Reading(long at, double value) {}
