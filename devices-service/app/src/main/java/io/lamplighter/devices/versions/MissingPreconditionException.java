package io.lamplighter.devices.versions;

/** A change without {@code If-Match}, where it is required. */
final class MissingPreconditionException extends RuntimeException {}
