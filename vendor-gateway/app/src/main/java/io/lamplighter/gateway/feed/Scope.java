package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.members.Members;
import java.util.Set;
import java.util.UUID;

/**
 * Which devices a subscription is about: some by their ids, those that a selector or group has, or all.
 *
 * @param devices null unless they are named
 * @param members null unless a selector or group is named
 */
record Scope(Set<UUID> devices, Members members) {
    static final Scope ALL = new Scope(null, null);

    boolean covers(UUID device) {
        if (devices != null) {
            return device != null && devices.contains(device);
        }
        return members == null || members.contains(device);
    }

    /** Those that it is about now; null for all. */
    Set<UUID> now() {
        return members == null ? devices : members.ids();
    }
}
