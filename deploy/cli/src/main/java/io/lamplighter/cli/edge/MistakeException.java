package io.lamplighter.cli.edge;

/** What was asked for cannot be done as it was asked: an unknown device, an unknown task, a malformed argument. */
public final class MistakeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message tells people what to write instead */
    public MistakeException(String message) {
        super(message);
    }
}
