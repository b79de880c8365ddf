package io.lamplighter.interactions.loops;

/** Something that the service depends on is away for now: the same work succeeds later. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    public UnavailableException(String what, Throwable cause) {
        super(what + " is not available", cause, false, false);
        this.what = what;
    }

    /** The word for what is away, such as {@code database}. */
    public String what() {
        return what;
    }
}
