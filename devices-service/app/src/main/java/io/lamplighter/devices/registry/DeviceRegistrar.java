package io.lamplighter.devices.registry;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.callers.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Registers, changes and deletes devices, and lets it be known once that is committed. */
@ApplicationScoped
class DeviceRegistrar {
    private final DeviceRepository devices;
    private final DeviceRules rules;
    private final Caller caller;
    private final Clock clock;
    private final Event<DevicesChanged> changes;

    DeviceRegistrar(
            DeviceRepository devices, DeviceRules rules, Caller caller, Clock clock, Event<DevicesChanged> changes) {
        this.devices = devices;
        this.rules = rules;
        this.caller = caller;
        this.clock = clock;
        this.changes = changes;
    }

    Uni<DeviceView> register(RegisterDevice wanted) {
        var device = Device.registered(
                UuidCreator.getTimeOrderedEpoch(), rules.check(wanted), caller.name(), clock.instant());
        return committed(() -> devices.persistAndFlush(device)).map(Device::view);
    }

    /** Makes of the device what {@code change} makes of its current wish; nothing when that is the same. */
    Uni<DeviceView> change(UUID id, Precondition precondition, UnaryOperator<RegisterDevice> change) {
        var who = caller.name();
        return committed(() -> devices.hold(id)
                        .invoke(device -> precondition.check(device.version()))
                        .invoke(device -> device.become(rules.check(change.apply(device.wish())), who, clock.instant()))
                        .call(devices::flush))
                .map(Device::view);
    }

    Uni<Void> delete(UUID id, Precondition precondition) {
        return committed(() -> devices.hold(id)
                .invoke(device -> precondition.check(device.version()))
                .chain(() -> devices.erase(id)));
    }

    private <T> Uni<T> committed(Supplier<Uni<T>> work) {
        return Panache.withTransaction(work)
                .onFailure()
                .transform(VendorIdTakenException::orElse)
                .invoke(() -> changes.fire(new DevicesChanged()));
    }
}
