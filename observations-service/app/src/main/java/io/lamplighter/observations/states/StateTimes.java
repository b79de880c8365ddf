package io.lamplighter.observations.states;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Adds up how long a status was in each of its states in each of some buckets, and how often it changed: a state holds
 * until the next one is observed, and the same state again changes nothing. Times are microseconds since 1970.
 */
final class StateTimes {
    private final long[] bounds;
    private final List<Map<String, Long>> states = new ArrayList<>();
    private final int[] transitions;
    private String current;
    private long since;

    /** @param bounds where the buckets begin, and where the last one ends */
    StateTimes(long[] bounds) {
        this.bounds = Arrays.copyOf(bounds, bounds.length);
        this.transitions = new int[bounds.length - 1];
        for (var i = 0; i < transitions.length; i++) {
            states.add(new TreeMap<>());
        }
    }

    /** What held before the first bucket. */
    void carryIn(String state) {
        current = state;
        since = bounds[0];
    }

    /** What was observed next, within the buckets; in the order of time. */
    void observe(long at, String state) {
        hold(at);
        if (current != null && !current.equals(state)) {
            transitions[indexOf(at)]++;
        }
        current = state;
        since = at;
    }

    /** Up to when the last state is known to hold, at most to the end of the last bucket. */
    void end(long at) {
        hold(Math.min(at, bounds[bounds.length - 1]));
    }

    private void hold(long until) {
        if (current == null || until <= since) {
            return;
        }
        for (var bucket = indexOf(since); bucket < transitions.length && bounds[bucket] < until; bucket++) {
            var held = Math.min(until, bounds[bucket + 1]) - Math.max(since, bounds[bucket]);
            states.get(bucket).merge(current, held, Long::sum);
        }
    }

    private int indexOf(long time) {
        var found = Arrays.binarySearch(bounds, time);
        return found >= 0 ? found : -found - 2;
    }

    /** How long each of the states of a bucket held. */
    Map<String, Duration> states(int bucket) {
        var durations = new TreeMap<String, Duration>();
        states.get(bucket)
                .forEach((state, micros) ->
                        durations.put(state, Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1000)));
        return durations;
    }

    int transitions(int bucket) {
        return transitions[bucket];
    }

    /** The most different states of one bucket. */
    int variety() {
        return states.stream().mapToInt(Map::size).max().orElse(0);
    }
}
