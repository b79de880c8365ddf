package io.lamplighter.gateway.commands;

import java.time.Instant;

/** It is too late to do the command. */
final class DeadlinePassedException extends RuntimeException {
    DeadlinePassedException(Instant deadline) {
        super("not done: its deadline was " + deadline);
    }
}
