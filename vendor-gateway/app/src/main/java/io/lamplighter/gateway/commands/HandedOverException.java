package io.lamplighter.gateway.commands;

/** The command is another replica's by now: it was not begun here, and nobody is answered. */
final class HandedOverException extends RuntimeException {
    HandedOverException(int partition) {
        super("partition " + partition + " of commands is another replica's", null, false, false);
    }
}
