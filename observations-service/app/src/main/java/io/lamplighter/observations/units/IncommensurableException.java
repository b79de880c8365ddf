package io.lamplighter.observations.units;

/** Values cannot get from one of these units to the other. */
public final class IncommensurableException extends RuntimeException {
    IncommensurableException(String from, String to) {
        super("must be units that " + from + " can be converted to, and " + to + " is not");
    }
}
