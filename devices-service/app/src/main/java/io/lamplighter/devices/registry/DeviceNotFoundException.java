package io.lamplighter.devices.registry;

import java.util.UUID;

final class DeviceNotFoundException extends RuntimeException {
    private final UUID id;

    DeviceNotFoundException(UUID id) {
        super("device " + id);
        this.id = id;
    }

    UUID id() {
        return id;
    }
}
