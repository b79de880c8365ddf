package io.lamplighter.devices.groups;

import java.util.UUID;

/** There is no group with this id. */
final class GroupNotFoundException extends RuntimeException {
    private final transient UUID id;

    GroupNotFoundException(UUID id) {
        super("group " + id);
        this.id = id;
    }

    UUID id() {
        return id;
    }
}
