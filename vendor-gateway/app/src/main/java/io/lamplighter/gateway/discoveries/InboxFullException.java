package io.lamplighter.gateway.discoveries;

/** More was found than is kept. */
final class InboxFullException extends RuntimeException {
    InboxFullException(int most) {
        super("the inbox holds " + most + " devices; forget some");
    }
}
