package io.lamplighter.devices.registry;

/** Other devices have this one as their parent. */
final class DeviceHasChildrenException extends RuntimeException {
    private final long count;

    DeviceHasChildrenException(long count) {
        super(count + " children");
        this.count = count;
    }

    long count() {
        return count;
    }
}
