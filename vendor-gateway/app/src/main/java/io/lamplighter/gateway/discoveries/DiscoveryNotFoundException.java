package io.lamplighter.gateway.discoveries;

import java.util.UUID;

/** Nothing of this id was found at this vendor. */
final class DiscoveryNotFoundException extends RuntimeException {
    DiscoveryNotFoundException(UUID id) {
        super("nothing with the id " + id + " was found; discover again, or list what was found");
    }
}
