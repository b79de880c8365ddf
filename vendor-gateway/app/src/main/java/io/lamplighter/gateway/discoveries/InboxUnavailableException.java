package io.lamplighter.gateway.discoveries;

/** The inbox cannot be read or written now. */
final class InboxUnavailableException extends RuntimeException {
    InboxUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
