package io.lamplighter.devices.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/**
 * Where a page ended: after the device of this id, which had this value of what is sorted by.
 *
 * @param query what the pages are of; a cursor of another query leads nowhere
 */
record Cursor(long query, UUID id, String value) {
    private static final int FIXED = Long.BYTES + 2 * Long.BYTES;

    /** Fails with {@link IllegalArgumentException} when this is no cursor. */
    static Cursor of(String text) {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
        if (bytes.remaining() < FIXED) {
            throw new IllegalArgumentException("too short");
        }
        return new Cursor(
                bytes.getLong(),
                new UUID(bytes.getLong(), bytes.getLong()),
                StandardCharsets.UTF_8.decode(bytes).toString());
    }

    static long identify(DeviceQuery query) {
        try {
            var hash =
                    MessageDigest.getInstance("SHA-256").digest(query.identity().getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String text() {
        var end = value.getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.allocate(FIXED + end.length)
                .putLong(query)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(end);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
