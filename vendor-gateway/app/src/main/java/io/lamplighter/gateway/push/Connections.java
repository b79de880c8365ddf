package io.lamplighter.gateway.push;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.Capability;
import io.lamplighter.driver.Reach;
import io.lamplighter.gateway.accounts.Accounts;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.gateway.commands.CommandRunner;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.devices.DevicesListener;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.gateway.vendors.Drivers;
import io.lamplighter.gateway.vendors.QuietVendors;
import io.lamplighter.gateway.vendors.VendorHealth;
import io.lamplighter.gateway.vendors.VendorsConfig;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps a subscription for what this replica owns: one for each device, or one for each account whose devices are behind one
 * address. Whenever devices or partitions change, what is there is made what should be there.
 */
@Singleton
class Connections implements DevicesListener {
    private static final long GATHERING_MILLIS = 200;
    /** So much longer than it takes to look at every device is waited before that is done again. */
    private static final int REST = 10;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What a connection is for. The device is null where it is for a whole account. */
    private record Key(Accounts.Key account, UUID device, Map<String, String> vendorIds) {}

    private final Map<Key, Connection> connections = new HashMap<>();
    private final Map<Key, Instant> leaving = new HashMap<>();
    /** The changes that nobody has looked at yet. */
    private final AtomicLong unseen = new AtomicLong();

    private final DeviceRegistry registry;
    private final Drivers drivers;
    private final VendorsConfig vendors;
    private final Accounts accounts;
    private final Budgets budgets;
    private final OwnedPartitions owned;
    private final PushConfig config;
    private final Connection.Surroundings around;
    private final Clock clock;
    private volatile long gatheringMillis = GATHERING_MILLIS;
    private boolean closed;

    @SuppressWarnings("checkstyle:ParameterNumber")
    Connections(
            DeviceRegistry registry,
            Drivers drivers,
            VendorsConfig vendors,
            Accounts accounts,
            OwnedPartitions owned,
            PushConfig config,
            Told told,
            Budgets budgets,
            QuietVendors quiet,
            CommandRunner commands,
            VendorHealth health,
            Clock clock) {
        this.registry = registry;
        this.drivers = drivers;
        this.vendors = vendors;
        this.accounts = accounts;
        this.budgets = budgets;
        this.owned = owned;
        this.config = config;
        this.clock = clock;
        this.around = new Connection.Surroundings(
                config,
                told,
                key -> quiet.over(key.vendor())
                        .chain(() -> budgets.of(key.vendor(), key.account())
                                .spend(false, clock.instant().plus(PATIENCE))),
                new MissedReads(device ->
                        quiet.over(device.vendor()).chain(() -> commands.refresh(device.id(), "pull_all")))::ask,
                health::subscribed);
    }

    @Override
    public void devicesStarted(String identity, long[] starts) {
        // Every device follows.
    }

    @Override
    public void deviceChanged(ConsumerRecord<byte[], byte[]> entry) {
        changed();
    }

    void partitionsChanged(@Observes OwnedPartitions.Changed change) {
        changed();
    }

    void stop(@Observes ShutdownEvent stop) {
        synchronized (this) {
            closed = true;
            connections.values().forEach(Connection::end);
            connections.clear();
        }
    }

    /** Many changes in a short time are one; what changes while they are followed is looked at afterwards. */
    private void changed() {
        if (unseen.getAndIncrement() == 0) {
            after(gatheringMillis, this::follow);
        }
    }

    private static void after(long millis, Runnable work) {
        var _ = Infrastructure.getDefaultWorkerPool().schedule(work, millis, TimeUnit.MILLISECONDS);
    }

    /** One at a time, however long it takes: with many devices it takes seconds, and much memory meanwhile. */
    private void follow() {
        var seen = unseen.get();
        var begun = System.nanoTime();
        try {
            become(wanted());
        } catch (RuntimeException failure) {
            Log.error("subscriptions cannot be brought up to date", failure);
        } finally {
            followed(seen, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
    }

    private void followed(long seen, long took) {
        gatheringMillis = Math.max(GATHERING_MILLIS, REST * took);
        if (unseen.addAndGet(-seen) > 0) {
            after(gatheringMillis, this::follow);
        }
    }

    private Map<Key, List<DeviceView>> wanted() {
        return registry.devices().stream()
                .filter(DeviceView::enabled)
                .filter(device -> owned.owns(device.id()))
                .filter(this::isPushed)
                .collect(Collectors.groupingBy(this::key));
    }

    private boolean isPushed(DeviceView device) {
        var vendor = vendors.vendors().get(device.vendor());
        return (vendor == null || vendor.push())
                && drivers.find(device.vendor())
                        .filter(driver -> driver.describe().can(Capability.PUSH))
                        .isPresent();
    }

    private Key key(DeviceView device) {
        var account = new Accounts.Key(device.vendor(), device.account());
        var reach = drivers.driver(device.vendor()).describe().reach();
        return reach == Reach.ACCOUNT
                ? new Key(account, null, Map.of())
                : new Key(account, device.id(), device.vendorIds());
    }

    private synchronized void become(Map<Key, List<DeviceView>> wanted) {
        if (closed) {
            return;
        }
        var now = clock.instant();
        wanted.forEach((key, devices) -> {
            leaving.remove(key);
            var known = connections.get(key);
            if (known == null) {
                connections.put(key, connect(key, devices));
            } else {
                known.become(devices);
            }
        });
        connections.keySet().stream()
                .filter(key -> !wanted.containsKey(key))
                .toList()
                .forEach(key -> leave(key, now));
        leaving.values().stream()
                .min(Comparator.naturalOrder())
                .ifPresent(until -> after(Duration.between(now, until).toMillis() + 1, this::changed));
    }

    /** What another replica takes over goes on for a while, so that nothing is missed; what nobody wants ends. */
    private void leave(Key key, Instant now) {
        var handedOver = key.device() == null
                || registry.known(key.device())
                        .filter(DeviceView::enabled)
                        .filter(device -> device.vendorIds().equals(key.vendorIds()))
                        .isPresent();
        var until = leaving.computeIfAbsent(key, _ -> handedOver ? now.plus(config.handover()) : now);
        if (!until.isAfter(now)) {
            leaving.remove(key);
            connections.remove(key).end();
        }
    }

    /** Opening a subscription is paid for; what else is asked in it is taken from those who come next. */
    private Connection connect(Key key, List<DeviceView> devices) {
        var counter =
                budgets.of(key.account().vendor(), key.account().account()).counting(0);
        var account = accounts.account(key.account().vendor(), key.account().account())
                .countedBy(counter);
        var driver = drivers.driver(key.account().vendor());
        var connection = new Connection(key.account(), driver, account, devices, around);
        connection.begin();
        return connection;
    }
}
