package io.lamplighter.bench.measure;

/** A part cannot go on; the message tells people why. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message for people */
    public BenchException(String message) {
        super(message);
    }

    /** @param message for people */
    public BenchException(String message, Throwable cause) {
        super(cause.getMessage() == null ? message : message + ": " + cause.getMessage(), cause);
    }
}
