package io.lamplighter.gateway.members;

/** The registry has no such group. */
public final class UnknownGroupException extends RuntimeException {
    UnknownGroupException(String name) {
        super("there is no group " + name, null, false, false);
    }
}
