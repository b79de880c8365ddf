package io.lamplighter.gateway.budgets;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.lamplighter.gateway.vendors.VendorsConfig;
import java.time.Duration;

/**
 * The part of a limit that a replica may use: half of it at once, the other half evenly over the span. Counted in tokens, so many
 * to a call that a small share has some.
 *
 * @param part from 0 to 1
 */
record Share(VendorsConfig.Budget limit, double part) {
    static final long CALL = 1000;

    /** A call arrives later than it was granted; so the span is taken a little longer than the vendor's. */
    private static final Duration LATENESS = Duration.ofSeconds(2);

    /** @throws IllegalStateException naming the key of what makes no sense */
    static void check(String key, VendorsConfig.Budget limit) {
        if (limit.calls() < 1 || limit.calls() > 100_000_000) {
            throw new IllegalStateException(key + ".budget.calls: must be from 1 to 100000000");
        }
        if (limit.per().compareTo(Duration.ofSeconds(1)) < 0 || limit.per().compareTo(Duration.ofDays(31)) > 0) {
            throw new IllegalStateException(key + ".budget.per: must be from PT1S to P31D");
        }
        if (!(limit.reserve() >= 0 && limit.reserve() <= 0.4)) {
            throw new IllegalStateException(key + ".budget.reserve: must be from 0 to 0.4");
        }
    }

    BucketConfiguration bucket() {
        return BucketConfiguration.builder()
                .addLimit(Bandwidth.builder()
                        .capacity(Math.max(1, burst()))
                        .refillGreedy(refill(), span())
                        .initialTokens(0)
                        .build())
                .build();
    }

    /** The most there ever is at once; at least one call, or it could never be made. */
    long burst() {
        return Math.min(whole(), Math.max(CALL, whole() / 2));
    }

    /** What polls leave to commands. */
    long reserve() {
        return Math.clamp(burst() - CALL, 0, (long) (whole() * limit.reserve()));
    }

    /** How long it takes for so many tokens to come back. */
    Duration pace(long tokens) {
        if (tokens == 0) {
            return Duration.ZERO;
        }
        return whole() < CALL
                ? Duration.ofDays(1)
                : Duration.ofMillis((long) ((double) tokens / refill() * span().toMillis()));
    }

    private long whole() {
        return (long) (limit.calls() * CALL * part);
    }

    /** What comes back over the span; a single call is the whole, and all of it comes back. */
    private long refill() {
        return Math.max(1, whole() <= CALL ? whole() : whole() - burst());
    }

    private Duration span() {
        return limit.per().plus(LATENESS);
    }
}
