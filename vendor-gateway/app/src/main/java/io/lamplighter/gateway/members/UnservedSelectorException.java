package io.lamplighter.gateway.members;

/** A selector cannot be followed here: a field asks for too much or cannot be read. */
public final class UnservedSelectorException extends RuntimeException {
    private final String field;

    UnservedSelectorException(String field, String message) {
        super(message, null, false, false);
        this.field = field;
    }

    /** The field of the selector. */
    public String field() {
        return field;
    }
}
