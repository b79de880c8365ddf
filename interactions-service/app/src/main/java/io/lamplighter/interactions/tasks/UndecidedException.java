package io.lamplighter.interactions.tasks;

/** A task could not decide what to do; its interaction fails for this reason. */
public final class UndecidedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    public UndecidedException(String code, String detail) {
        super(detail, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
