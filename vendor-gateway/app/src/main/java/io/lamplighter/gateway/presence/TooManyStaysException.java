package io.lamplighter.gateway.presence;

/** A socket is at as many devices as it may be. */
public final class TooManyStaysException extends RuntimeException {
    TooManyStaysException(int limit) {
        super("one socket is at " + limit + " devices at most", null, false, false);
    }
}
