package io.lamplighter.gateway.feed;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Where in a stream: the next offset of each partition of its topic, and which topic of which cluster. As text it is
 * opaque; several streams can share one text, each with its own letter.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Cursor(char stream, int world, long[] offsets) {
    private static final int LONGEST = 4096;
    private static final char TIME = 't';

    String text() {
        var bytes = ByteBuffer.allocate(4 + 10 * offsets.length).putInt(world);
        for (var offset : offsets) {
            putNumber(bytes, offset);
        }
        var used = ByteBuffer.wrap(bytes.array(), 0, bytes.position());
        var encoded = Base64.getUrlEncoder().withoutPadding().encode(used);
        return stream + StandardCharsets.US_ASCII.decode(encoded).toString();
    }

    /** The cursor of this stream in the text; empty when there is none that can be read. */
    static Optional<Cursor> read(char stream, String text) {
        if (text == null || text.length() > LONGEST) {
            return Optional.empty();
        }
        for (var part : text.split("\\.", 16)) {
            if (!part.isEmpty() && part.charAt(0) == stream) {
                return decode(stream, part.substring(1));
            }
        }
        return Optional.empty();
    }

    /** Not where in a stream, but up to when the definitions of groups are known. */
    static Cursor ofTime(Instant at) {
        return new Cursor(TIME, 0, new long[] {at.getEpochSecond()});
    }

    /** The time in the text; long ago when there is none. */
    static Instant time(String text) {
        return read(TIME, text)
                .filter(time -> time.offsets().length == 1)
                .map(time -> Instant.ofEpochSecond(Math.min(time.offsets()[0], Instant.MAX.getEpochSecond())))
                .orElse(Instant.EPOCH);
    }

    private static Optional<Cursor> decode(char stream, String encoded) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
            var world = bytes.getInt();
            var offsets = new long[1024];
            var count = 0;
            while (bytes.hasRemaining() && count < offsets.length) {
                offsets[count++] = number(bytes);
            }
            return Optional.of(new Cursor(stream, world, Arrays.copyOf(offsets, count)));
        } catch (IllegalArgumentException | BufferUnderflowException unreadable) {
            return Optional.empty();
        }
    }

    private static void putNumber(ByteBuffer bytes, long number) {
        var rest = number;
        while (rest > 0x7f) {
            bytes.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long number(ByteBuffer bytes) {
        var number = 0L;
        for (var shift = 0; shift < 63; shift += 7) {
            var next = bytes.get();
            number |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("too long a number");
    }
}
