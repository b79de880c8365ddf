package io.lamplighter.devices.registry;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.UUID;

@ApplicationScoped
class DeviceRepository implements PanacheRepositoryBase<Device, UUID> {

    Uni<Device> get(UUID id) {
        return findById(id).onItem().ifNull().failWith(() -> new DeviceNotFoundException(id));
    }

    /** The device, and nobody else changes it until the transaction ends. */
    Uni<Device> hold(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> new DeviceNotFoundException(id));
    }

    /**
     * Deletes by a statement: removing the entity would go through Hibernate Reactive's delete coordinator, which keeps
     * the state of one deletion in a field that all share (hibernate-reactive issue 1713), so that deletions at the same
     * time hang and hold their locks.
     */
    Uni<Void> erase(UUID id) {
        return delete("id", id).replaceWithVoid();
    }
}
