package io.lamplighter.gateway.devices;

/** The device is not known here and the registry does not answer. */
public final class RegistryUnavailableException extends RuntimeException {
    public RegistryUnavailableException(Throwable cause) {
        super("the device is not known here yet and the devices-service does not answer", cause);
    }
}
