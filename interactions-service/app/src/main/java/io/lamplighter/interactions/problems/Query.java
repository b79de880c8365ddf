package io.lamplighter.interactions.problems;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;

/** Reads query parameters, each refusal naming its parameter. */
public final class Query {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private Query() {}

    public static int limit(String text) {
        return text == null ? DEFAULT_LIMIT : number("limit", text, MAX_LIMIT);
    }

    public static int number(String name, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            // told below
        }
        throw Problems.invalid(name, "must be a number from 1 to " + most);
    }

    /** The text in this parameter; null when it is absent. */
    public static String text(String name, String text) {
        if (text != null && text.indexOf('\0') >= 0) {
            throw Problems.invalid(name, "must not contain the NUL character");
        }
        return text;
    }

    /** The UUID in this parameter; null when it is absent. */
    public static UUID uuid(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException wrong) {
            // told below
        }
        throw Problems.invalid(name, "must be a UUID");
    }

    /** The word of an enum in this parameter; null when it is absent. */
    public static <E extends Enum<E>> String word(String name, String text, Class<E> words) {
        if (text == null) {
            return null;
        }
        var known = Arrays.stream(words.getEnumConstants())
                .map(word -> word.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(text)) {
            throw Problems.invalid(name, "must be one of " + String.join(", ", known));
        }
        return text;
    }

    public static String cursor(UUID last) {
        return encode(ByteBuffer.allocate(16)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array());
    }

    public static String cursor(String last) {
        return encode(last.getBytes(StandardCharsets.UTF_8));
    }

    /** The id in the cursor {@code after}; null when it is absent. */
    public static UUID afterId(String cursor) {
        if (cursor == null) {
            return null;
        }
        var bytes = decode(cursor);
        if (bytes.length != 16) {
            throw notACursor();
        }
        var buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** The name in the cursor {@code after}; null when it is absent. */
    public static String afterName(String cursor) {
        if (cursor == null) {
            return null;
        }
        var name = new String(decode(cursor), StandardCharsets.UTF_8);
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw notACursor();
        }
        return name;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String cursor) {
        try {
            return Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException wrong) {
            throw notACursor();
        }
    }

    private static RuntimeException notACursor() {
        return Problems.invalid("after", "must be the next of a page before");
    }
}
