package io.lamplighter.devices.problems;

import com.fasterxml.jackson.core.JsonProcessingException;

/** A body is JSON, but not of the shape that is asked for. */
public final class UnreadableBodyException extends RuntimeException {
    public UnreadableBodyException(JsonProcessingException cause) {
        super(cause);
    }

    JsonProcessingException reason() {
        return (JsonProcessingException) getCause();
    }
}
