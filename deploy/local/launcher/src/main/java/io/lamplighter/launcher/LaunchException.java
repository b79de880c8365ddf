package io.lamplighter.launcher;

/** Why the suite cannot start, in one line that names what is in the way. */
final class LaunchException extends RuntimeException {
    LaunchException(String message) {
        super(message);
    }

    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
