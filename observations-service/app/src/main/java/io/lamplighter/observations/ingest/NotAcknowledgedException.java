package io.lamplighter.observations.ingest;

/** Kafka has not told that it has all records. */
final class NotAcknowledgedException extends RuntimeException {
    NotAcknowledgedException(Throwable cause) {
        super("Kafka did not acknowledge", cause);
    }
}
