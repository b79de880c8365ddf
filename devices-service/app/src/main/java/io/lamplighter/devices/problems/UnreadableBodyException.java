package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;

/** A body is JSON, but not of the shape that is asked for. */
public final class UnreadableBodyException extends RuntimeException {
    public UnreadableBodyException(JsonProcessingException cause) {
        super(cause);
    }

    /** What is wrong with it: the field that has the wrong shape, or the body as such. */
    public Violation violation() {
        return reason() instanceof MismatchedInputException mismatch
                ? InputProblems.violation(mismatch)
                : new Violation("", "cannot be read");
    }

    JsonProcessingException reason() {
        return (JsonProcessingException) getCause();
    }
}
