package io.lamplighter.interactions.tasks;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** The tasks that Lamplighter brings along. */
class BuiltInTasks {
    @Produces
    @Singleton
    Task pullStatus() {
        return new PlainTask("pull_status", "Reads the statuses of each device and stores them.");
    }

    @Produces
    @Singleton
    Task pullAttributes() {
        return new PlainTask("pull_attributes", "Reads the attributes of each device and stores them.");
    }

    @Produces
    @Singleton
    Task pullAll() {
        return new PlainTask("pull_all", "Reads the statuses and attributes of each device and stores them.");
    }

    @Produces
    @Singleton
    Task refreshAll() {
        return new PlainTask("refresh_all", "Reads everything of every enabled device.", "pull_all", true);
    }

    @Produces
    @Singleton
    Task selfTest() {
        return new PlainTask("self_test", "Goes the whole way to the gateway and back without touching the vendor.");
    }

    @Produces
    @Singleton
    Task setStatus() {
        return new SetTask(
                "set_status", "Sets a status of each device and reads it back.", List.of("boolean", "string"), "on");
    }

    @Produces
    @Singleton
    Task setAttributes() {
        return new SetTask(
                "set_attributes", "Sets an attribute of each device and reads it back.", List.of("number"), null);
    }
}
