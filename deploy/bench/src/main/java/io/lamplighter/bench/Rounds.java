package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.bench.measure.Latencies;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of a schedule, by its interactions and runs.
 *
 * @param due the times at which it should have fired
 * @param interactions those that it started
 * @param runs those of the interactions
 */
record Rounds(Set<Instant> due, List<JsonNode> interactions, List<JsonNode> runs) {

    /** Times at which it did not fire. */
    long missed() {
        return due.stream().filter(time -> !fired().containsKey(time)).count();
    }

    /** Interactions beyond the first for one time. */
    long doubled() {
        return due.stream()
                .mapToLong(time -> Math.max(0, fired().getOrDefault(time, 0L) - 1))
                .sum();
    }

    /** How many interactions there were for the due times. */
    long firings() {
        return due.stream().mapToLong(time -> fired().getOrDefault(time, 0L)).sum();
    }

    /** Runs beyond the first for one device and one time. */
    long doubledRuns() {
        var seen = counted()
                .collect(Collectors.groupingBy(
                        run -> run.path("deviceId").asText() + run.path("dueAt").asText(), Collectors.counting()));
        return seen.values().stream().mapToLong(count -> count - 1).sum();
    }

    /** How many runs are in each state. */
    Map<String, Long> states() {
        return counted()
                .collect(Collectors.groupingBy(run -> run.path("state").asText(), TreeMap::new, Collectors.counting()));
    }

    /** From due to started. */
    Latencies lateness() {
        return latencies(run -> time(run, "startedAt"));
    }

    /** From due until the last run of each round had ended. */
    Latencies rounds() {
        var ends = new HashMap<Instant, Instant>();
        counted()
                .filter(run -> run.hasNonNull("endedAt"))
                .forEach(run -> ends.merge(
                        time(run, "dueAt"), time(run, "endedAt"), (one, other) -> one.isAfter(other) ? one : other));
        var latencies = new Latencies();
        ends.forEach((begin, end) ->
                latencies.recordNanos(Duration.between(begin, end).toNanos()));
        return latencies;
    }

    private Latencies latencies(Function<JsonNode, Instant> until) {
        var latencies = new Latencies();
        counted()
                .filter(run -> run.hasNonNull("startedAt"))
                .forEach(run -> latencies.recordNanos(
                        Duration.between(time(run, "dueAt"), until.apply(run)).toNanos()));
        return latencies;
    }

    private java.util.stream.Stream<JsonNode> counted() {
        return runs.stream().filter(run -> due.contains(time(run, "dueAt")));
    }

    private Map<Instant, Long> fired() {
        return interactions.stream()
                .collect(Collectors.groupingBy(interaction -> time(interaction, "dueAt"), Collectors.counting()));
    }

    private static Instant time(JsonNode item, String field) {
        return Instant.parse(item.path(field).asText());
    }
}
