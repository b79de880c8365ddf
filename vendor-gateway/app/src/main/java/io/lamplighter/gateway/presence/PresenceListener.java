package io.lamplighter.gateway.presence;

import io.lamplighter.gateway.api.DevicePresence;

/** Hears every change of presence, in order; must not block. */
public interface PresenceListener {
    /** It is so now. */
    void changed(DevicePresence presence);
}
