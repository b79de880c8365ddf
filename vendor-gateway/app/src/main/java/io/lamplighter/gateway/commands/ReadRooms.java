package io.lamplighter.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.api.PresenceState;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.lanes.Lane;
import io.lamplighter.gateway.lanes.Lanes;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * How many reads are worked on at a time, for each account. The others wait before anything is done for them, so that however
 * many come, the topic is read on and what changes something is found among them at once.
 *
 * <p>Devices that did not answer last time have rooms of their own, and so delay only each other. Where there are so many that
 * these rooms cannot ask each of them each time, they take turns: else those that are asked for first would fill the rooms each
 * time, and a device that is back among the last would never be found out.
 */
@Singleton
class ReadRooms {
    private static final int MOST_DEVICES = 100_000;

    private final CommandsConfig config;
    private final Lanes<Accounts.Key> rooms;
    private final Lanes<Accounts.Key> doubtful;
    private final Lane allDoubtful;
    private final Cache<UUID, Instant> asked;
    private final DeviceRegistry registry;
    private final VendorHealth health;
    private final Clock clock;

    ReadRooms(CommandsConfig config, DeviceRegistry registry, VendorHealth health, Clock clock) {
        this.config = config;
        this.rooms = new Lanes<>(config.maxInFlightPerAccount(), config.maxWaitingPerAccount());
        this.doubtful = new Lanes<>(config.maxDoubtfulPerAccount(), config.maxWaitingPerAccount());
        this.allDoubtful = new Lane(config.maxDoubtful(), config.maxPending());
        this.asked = Caffeine.newBuilder().maximumSize(MOST_DEVICES).build();
        this.registry = registry;
        this.health = health;
        this.clock = clock;
    }

    /**
     * Does the work when there is room for it.
     *
     * @return fails with {@link io.lamplighter.gateway.lanes.LaneFullException} when too many wait already, and with
     *     {@link RefusedException} when the device did not answer and it is not its turn to be asked again
     */
    <T> Uni<T> run(Grant grant, Supplier<Uni<? extends T>> work) {
        var device = registry.known(grant.deviceId());
        if (grant.changes() || grant.hasPlace() || device.isEmpty()) {
            return Uni.createFrom().deferred(() -> work.get().map(done -> done));
        }
        var account = new Accounts.Key(device.get().vendor(), device.get().account());
        return health.presence(device.get()).state() == PresenceState.UNREACHABLE
                ? inTurn(account, grant, work)
                : rooms.run(account, work);
    }

    private <T> Uni<T> inTurn(Accounts.Key account, Grant grant, Supplier<Uni<? extends T>> work) {
        var lastTime = asked.getIfPresent(grant.deviceId());
        var round = round(account);
        if (lastTime != null && clock.instant().isBefore(lastTime.plus(round))) {
            return Uni.createFrom()
                    .failure(new RefusedException(
                            "unreachable",
                            "it did not answer, like many of its account, which are asked in turn, each after %d s"
                                    .formatted(round.toSeconds())));
        }
        grant.doubt();
        return doubtful.run(account, () -> allDoubtful.run(false, () -> begun(grant, work)));
    }

    /** How long the rooms need to ask all devices of an account that did not answer, when each is silent, and as much again. */
    private Duration round(Accounts.Key account) {
        return config.callTimeout()
                .multipliedBy(2L * health.unreachable(account))
                .dividedBy(config.maxDoubtfulPerAccount());
    }

    /** What would be silent for a moment only says nothing, and would have had its turn for that. */
    private <T> Uni<? extends T> begun(Grant grant, Supplier<Uni<? extends T>> work) {
        var now = clock.instant();
        if (now.plus(VendorCalls.TELLING).isAfter(grant.deadline())) {
            return Uni.createFrom().failure(new DeadlinePassedException(grant.deadline()));
        }
        asked.put(grant.deviceId(), now);
        return work.get();
    }
}
