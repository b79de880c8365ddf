package io.lamplighter.observations.aggregates;

import io.lamplighter.observations.rollups.Level;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/** The buckets that a time touches, without gaps, in the order of time; times are microseconds since 1970. */
public final class Buckets {
    private final long from;
    private final long to;
    private final long[] bounds;

    private Buckets(long from, long to, long[] bounds) {
        this.from = from;
        this.to = to;
        this.bounds = bounds;
    }

    /**
     * Those of the time from the one (inclusive) to the other (exclusive).
     *
     * @param limit at most so many
     * @throws IllegalArgumentException when there would be more
     */
    public static Buckets of(BucketLength length, ZoneId zone, Instant from, Instant to, int limit) {
        var bounds = new long[64];
        var size = 0;
        var bound = length.start(from, zone);
        for (; bound.isBefore(to); bound = length.next(bound, zone)) {
            if (size == limit) {
                throw new IllegalArgumentException("more than " + limit + " buckets");
            }
            if (size + 1 == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * bounds.length);
            }
            bounds[size++] = micros(bound);
        }
        bounds[size++] = micros(bound);
        return new Buckets(micros(from), micros(to), Arrays.copyOf(bounds, size));
    }

    public int size() {
        return bounds.length - 1;
    }

    public Instant start(int bucket) {
        return instant(bounds[bucket]);
    }

    public Instant end(int bucket) {
        return instant(bounds[bucket + 1]);
    }

    /** When what is asked for begins in a bucket, which only the first may begin before. */
    public long since(int bucket) {
        return Math.max(from, bounds[bucket]);
    }

    /** When what is asked for ends in a bucket, which only the last may end after. */
    public long until(int bucket) {
        return Math.min(to, bounds[bucket + 1]);
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** The bucket of a time that lies in one of them. */
    int indexOf(long time) {
        var found = Arrays.binarySearch(bounds, time);
        return found >= 0 ? found : -found - 2;
    }

    /** The bounds that lie in a time, and the one before them. */
    long[] boundsOf(long since, long until) {
        return Arrays.copyOfRange(bounds, indexOf(since), indexOf(until - 1) + 1);
    }

    /** Whether rollups of that length may fit into these buckets. */
    boolean take(Level level) {
        var shortest = Long.MAX_VALUE;
        var aligned = true;
        for (var i = 0; i + 1 < bounds.length; i++) {
            shortest = Math.min(shortest, bounds[i + 1] - bounds[i]);
            aligned &= bounds[i] % level.micros() == 0;
        }
        return shortest >= (aligned ? 1 : 2) * level.micros();
    }

    /** Whether each is the time of one rollup of that length. */
    boolean areThoseOf(Level level) {
        for (var i = 0; i + 1 < bounds.length; i++) {
            if (bounds[i] % level.micros() != 0 || bounds[i + 1] - bounds[i] != level.micros()) {
                return false;
            }
        }
        return true;
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
