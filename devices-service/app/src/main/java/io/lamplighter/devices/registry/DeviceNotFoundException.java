package io.lamplighter.devices.registry;

import java.util.UUID;

/** There is no device with this id. */
public final class DeviceNotFoundException extends RuntimeException {
    private final UUID id;

    public DeviceNotFoundException(UUID id) {
        super("device " + id);
        this.id = id;
    }

    UUID id() {
        return id;
    }
}
