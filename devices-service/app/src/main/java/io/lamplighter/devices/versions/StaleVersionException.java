package io.lamplighter.devices.versions;

/** The caller knows another version than the current one. */
final class StaleVersionException extends RuntimeException {
    private final long current;

    StaleVersionException(long current) {
        super("current version " + current);
        this.current = current;
    }

    long current() {
        return current;
    }
}
