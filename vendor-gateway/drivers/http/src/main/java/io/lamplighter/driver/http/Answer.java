package io.lamplighter.driver.http;

import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A whole answer.
 *
 * @param retryAfter the header of that name, or null
 * @param contentType the header of that name, or null
 * @param at when it was complete
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Answer(int status, String retryAfter, String contentType, byte[] body, Instant at) {
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([A-Za-z0-9._:-]{1,40})");

    /** How letters are encoded, if the vendor says so and it is known here. */
    Optional<Charset> charset() {
        var found = CHARSET.matcher(contentType == null ? "" : contentType);
        return found.find() && isKnown(found.group(1))
                ? Optional.of(Charset.forName(found.group(1)))
                : Optional.empty();
    }

    private static boolean isKnown(String charset) {
        return Character.isLetterOrDigit(charset.charAt(0)) && Charset.isSupported(charset);
    }
}
