package io.lamplighter.gateway.discoveries;

import java.util.UUID;

/** What somebody does not want is registered already. */
final class AlreadyRegisteredException extends RuntimeException {
    AlreadyRegisteredException(UUID deviceId) {
        super("it is registered as " + deviceId + "; delete or disable that device");
    }
}
