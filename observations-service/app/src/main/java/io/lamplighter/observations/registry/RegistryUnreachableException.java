package io.lamplighter.observations.registry;

/** Whether a device exists cannot be told now: it is not known here, and the registry does not answer. */
public final class RegistryUnreachableException extends RuntimeException {
    RegistryUnreachableException(Throwable cause) {
        super("the registry of devices does not answer", cause);
    }
}
