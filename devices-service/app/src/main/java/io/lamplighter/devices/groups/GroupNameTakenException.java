package io.lamplighter.devices.groups;

import io.vertx.pgclient.PgException;

/** Another group has this name. */
final class GroupNameTakenException extends RuntimeException {

    /** This, when that is what the database refused; otherwise the failure itself. */
    static Throwable orElse(Throwable failure) {
        return failure instanceof PgException refused && "device_group_name_taken".equals(refused.getConstraint())
                ? new GroupNameTakenException()
                : failure;
    }
}
