package io.lamplighter.devices.registry;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.callers.Caller;
import io.lamplighter.devices.idempotency.IdempotencyKeys;
import io.lamplighter.devices.versions.Precondition;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Registers, changes and deletes devices, and lets it be known once that is committed. */
@ApplicationScoped
class DeviceRegistrar {
    private final Pool database;
    private final DeviceRepository devices;
    private final DeviceRules rules;
    private final IdempotencyKeys keys;
    private final Caller caller;
    private final Event<DevicesChanged> changes;

    DeviceRegistrar(
            Pool database,
            DeviceRepository devices,
            DeviceRules rules,
            IdempotencyKeys keys,
            Caller caller,
            Event<DevicesChanged> changes) {
        this.database = database;
        this.devices = devices;
        this.rules = rules;
        this.keys = keys;
        this.caller = caller;
        this.changes = changes;
    }

    /** Once for each idempotency key, when there is one. */
    Uni<DeviceView> register(RegisterDevice wanted, String idempotencyKey) {
        var checked = rules.check(wanted);
        var who = caller.name();
        return committed(transaction -> keys.once(
                transaction,
                new IdempotencyKeys.Request(who, idempotencyKey, checked),
                DeviceView.class,
                () -> devices.insert(transaction, UuidCreator.getTimeOrderedEpoch(), checked, who)));
    }

    /** Makes of the device what {@code change} makes of its current wish; nothing when that is the same. */
    Uni<DeviceView> change(UUID id, Precondition precondition, UnaryOperator<RegisterDevice> change) {
        var who = caller.name();
        return committed(transaction -> devices.hold(transaction, id)
                .invoke(device -> precondition.check(device.version()))
                .map(DeviceRow::wish)
                .map(current -> rules.check(change.apply(current), current))
                .chain(wanted -> devices.update(transaction, id, wanted, who)));
    }

    /** Refuses a device that has children, unless they are to be detached: then they go on without a parent. */
    Uni<Void> delete(UUID id, Precondition precondition, boolean detachChildren) {
        var who = caller.name();
        return committed(transaction -> devices.hold(transaction, id)
                .invoke(device -> precondition.check(device.version()))
                .chain(() ->
                        detachChildren ? devices.detachChildren(transaction, id, who) : refuseChildren(transaction, id))
                .chain(() -> devices.erase(transaction, id, who)));
    }

    private Uni<Void> refuseChildren(SqlConnection transaction, UUID id) {
        return devices.countChildren(transaction, id)
                .invoke(count -> {
                    if (count > 0) {
                        throw new DeviceHasChildrenException(count);
                    }
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> committed(Function<SqlConnection, Uni<T>> work) {
        return database.withTransaction(work)
                .onFailure()
                .transform(Refusals::told)
                .invoke(() -> changes.fire(new DevicesChanged()));
    }
}
