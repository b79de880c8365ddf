package io.lamplighter.observations.states;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All buckets of what was asked for, in the order of time. */
record StatePage(List<Item> items) {

    /**
     * One bucket, or the part of it that was asked for.
     *
     * @param states how long each held, ISO 8601; what is missing to the whole is the time in which no state is known
     * @param transitions how often one state became another
     */
    record Item(Instant from, Instant to, Map<String, Duration> states, int transitions) {}
}
