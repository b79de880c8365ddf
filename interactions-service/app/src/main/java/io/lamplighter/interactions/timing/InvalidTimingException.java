package io.lamplighter.interactions.timing;

/** A crontab line or a window that cannot be read; the message tells people why. */
public final class InvalidTimingException extends Exception {
    private static final long serialVersionUID = 1;

    public InvalidTimingException(String message) {
        super(message);
    }
}
