package io.lamplighter.interactions.timing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Numbers that look random and are always the same for the same seed, on every replica and after every restart. */
public final class Spread {
    private Spread() {}

    /** From 0 to below {@code count}; the numbers of different fields have nothing to do with each other. */
    static int of(String seed, int field, int count) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            return Integer.remainderUnsigned(ByteBuffer.wrap(digest).getInt(field * 4), count);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** How much later than its time a firing comes: from nothing to {@code most}, in milliseconds. */
    public static Duration jitter(UUID schedule, Instant due, Duration most) {
        if (most == null || most.isZero()) {
            return Duration.ZERO;
        }
        long mixed = schedule.getLeastSignificantBits() ^ (due.toEpochMilli() * 0x9E37_79B9_7F4A_7C15L);
        mixed = (mixed ^ (mixed >>> 31)) * 0xBF58_476D_1CE4_E5B9L;
        mixed ^= mixed >>> 29;
        return Duration.ofMillis(Long.remainderUnsigned(mixed, most.toMillis() + 1));
    }
}
