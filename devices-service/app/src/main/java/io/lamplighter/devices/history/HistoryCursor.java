package io.lamplighter.devices.history;

import io.lamplighter.devices.problems.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;

/** Where a page of the history ended: the time of its last change. */
final class HistoryCursor {
    private HistoryCursor() {}

    static String of(Instant last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** The time in it; null for none. */
    static OffsetDateTime time(String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return OffsetDateTime.ofInstant(Instant.parse(text), ZoneOffset.UTC);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw new InvalidInputException("after", "must be the next of an earlier page");
        }
    }
}
