package io.lamplighter.driver.shelly;

import io.vertx.core.buffer.Buffer;

/**
 * A whole answer over HTTP.
 *
 * @param retryAfter the header of that name, or null
 * @param challenge the header {@code WWW-Authenticate}, or null
 */
record Answer(int status, String retryAfter, String challenge, Buffer body) {
    /** The same from a device that was not told a password. */
    Answer withoutChallenge() {
        return new Answer(status, retryAfter, null, body);
    }
}
