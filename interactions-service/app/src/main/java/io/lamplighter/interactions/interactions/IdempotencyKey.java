package io.lamplighter.interactions.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.interactions.problems.Problems;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What a caller names a request by, so that sending it again starts nothing new. */
final class IdempotencyKey {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKey() {}

    /** The key as it was sent; null when there is none. */
    static String checked(String header) {
        if (header != null && !KEY.matcher(header).matches()) {
            throw Problems.invalid("Idempotency-Key", "must be 1 to 255 visible ASCII characters without spaces");
        }
        return header;
    }

    /** The same for the same request, however it is laid out. */
    static String hash(JsonNode body) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(body.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
