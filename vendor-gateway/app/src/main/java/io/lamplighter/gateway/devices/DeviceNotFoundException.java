package io.lamplighter.gateway.devices;

import java.util.UUID;

/** The registry has no such device. */
public final class DeviceNotFoundException extends RuntimeException {
    public DeviceNotFoundException(UUID deviceId) {
        super("no device has the id " + deviceId);
    }
}
