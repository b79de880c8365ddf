package io.lamplighter.devices.idempotency;

/** The key was sent before with another body. */
final class IdempotencyKeyReusedException extends RuntimeException {}
