package io.lamplighter.gateway.commands;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * How many reads are worked on at a time, for each account. The others wait before anything is done for them, so that however
 * many come, the topic is read on and what changes something is found among them at once. Devices that did not answer last time
 * have rooms of their own, and so delay only each other.
 */
@ApplicationScoped
class ReadRooms {
    private final Lanes<Accounts.Key> rooms;
    private final Lanes<Accounts.Key> doubtful;
    private final DeviceRegistry registry;
    private final VendorHealth health;

    ReadRooms(CommandsConfig config, DeviceRegistry registry, VendorHealth health) {
        this.rooms = new Lanes<>(config.maxInFlightPerAccount(), config.maxWaitingPerAccount());
        this.doubtful = new Lanes<>(config.maxDoubtfulPerAccount(), config.maxWaitingPerAccount());
        this.registry = registry;
        this.health = health;
    }

    /**
     * Does the work when there is room for it.
     *
     * @return fails with {@link io.lamplighter.gateway.lanes.LaneFullException} when too many wait already
     */
    <T> Uni<T> run(Grant grant, Supplier<Uni<? extends T>> work) {
        var device = registry.known(grant.deviceId());
        if (grant.changes() || grant.hasPlace() || device.isEmpty()) {
            return Uni.createFrom().deferred(() -> work.get().map(done -> done));
        }
        var account = new Accounts.Key(device.get().vendor(), device.get().account());
        return (isDoubtful(device.get()) ? doubtful : rooms).run(account, work);
    }

    private boolean isDoubtful(DeviceView device) {
        return health.presence(device).state() == PresenceState.UNREACHABLE;
    }
}
