package io.lamplighter.observations.ranges;

import java.time.Instant;

/**
 * A time, and from which of its ends it is read.
 *
 * @param from inclusive
 * @param to exclusive
 */
public record Span(Instant from, Instant to, boolean newestFirst) {}
