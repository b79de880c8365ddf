package io.lamplighter.interactions.schedules;

/** A crontab line that cannot be read; the message tells people why. */
final class InvalidTimingException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidTimingException(String message) {
        super(message);
    }
}
