package io.lamplighter.observations.registry;

/** A selector picks more devices than are answered for at once. */
public final class TooManyDevicesException extends RuntimeException {
    private final int most;

    TooManyDevicesException(int most) {
        super("more than " + most + " devices");
        this.most = most;
    }

    /** How many there may be. */
    public int most() {
        return most;
    }
}
