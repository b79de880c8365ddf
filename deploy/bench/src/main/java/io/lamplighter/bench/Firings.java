package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Which firings of the schedules came, by what is on the topic. Schedule number n fires first n / rate seconds after the
 * first of all, and again each period; a command belongs to the newest due time before it.
 */
final class Firings {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Clocks of one machine, and records that carry milliseconds only. */
    private static final long EARLY_MILLIS = -2;

    private final Instant first;
    private final int rate;
    private final long periodMillis;
    private final int rounds;
    private final AtomicIntegerArray seen;
    private final AtomicLong early = new AtomicLong();
    private final Latencies lateness = new Latencies();

    /**
     * @param first when the first schedule is due first
     * @param rate firings a second of all schedules together
     * @param seconds how long it is watched
     */
    Firings(Instant first, int schedules, int rate, long seconds) {
        this.first = first;
        this.rate = rate;
        this.periodMillis = schedules * 1000L / rate;
        this.rounds = Math.toIntExact(Math.max(1, seconds * 1000 / periodMillis));
        this.seen = new AtomicIntegerArray(schedules * rounds);
    }

    static Instant startOf(Instant first, int number, int rate) {
        return first.plus(Duration.ofMillis(number * 1000L / rate));
    }

    /** Takes a command that a schedule of this bench asked for; leaves out all else. */
    void take(ConsumerRecord<byte[], byte[]> record, String label) {
        var asked = command(record).path("requestedBy").asText();
        var prefix = "schedule:bench " + label + " ";
        if (asked.startsWith(prefix)) {
            take(Integer.parseInt(asked.substring(prefix.length())), record.timestamp());
        }
    }

    /** A firing of this schedule at this time, in milliseconds since 1970. */
    void take(int number, long millis) {
        var since = millis - startOf(first, number, rate).toEpochMilli() - EARLY_MILLIS;
        if (since < 0) {
            early.incrementAndGet();
            return;
        }
        var round = since / periodMillis;
        if (round < rounds) {
            seen.incrementAndGet(Math.toIntExact(round * (seen.length() / rounds) + number));
            lateness.recordNanos((since % periodMillis + EARLY_MILLIS) * 1_000_000);
        }
    }

    long due() {
        return seen.length();
    }

    long count() {
        return lateness.count();
    }

    long once() {
        return due() - missed();
    }

    long missed() {
        return java.util.stream.IntStream.range(0, seen.length())
                .filter(firing -> seen.get(firing) == 0)
                .count();
    }

    /** Firings beyond the first for one due time. */
    long doubled() {
        return java.util.stream.IntStream.range(0, seen.length())
                .mapToLong(firing -> Math.max(0, seen.get(firing) - 1))
                .sum();
    }

    /** Firings before the schedule was due at all. */
    long early() {
        return early.get();
    }

    Latencies lateness() {
        return lateness;
    }

    private static JsonNode command(ConsumerRecord<byte[], byte[]> record) {
        try {
            return record.value() == null ? JSON.nullNode() : JSON.readTree(record.value());
        } catch (IOException unreadable) {
            throw new BenchException("A command is no JSON", unreadable);
        }
    }
}
