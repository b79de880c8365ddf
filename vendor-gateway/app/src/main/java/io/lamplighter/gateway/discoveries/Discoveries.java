package io.lamplighter.gateway.discoveries;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.driver.DiscoveredDevice;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.api.DiscoverDevices;
import io.lamplighter.gateway.api.DiscoveryState;
import io.lamplighter.gateway.api.DiscoveryView;
import io.lamplighter.gateway.api.FoundDevice;
import io.lamplighter.gateway.api.IgnoredDevice;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What was found and what has become of it: the inbox beside the registry. */
@Singleton
class Discoveries {
    private static final Comparator<DiscoveryView> BY_NAME =
            Comparator.comparing(DiscoveryView::name).thenComparing(DiscoveryView::id);

    private static final int MOST_IDS = 16;
    private static final int LONGEST = 100;

    private final Inbox inbox;
    private final DeviceRegistry registry;
    private final Clock clock;
    /** Registered from here a moment ago; the topic of devices tells it soon. */
    private final Cache<UUID, DeviceView> accepted =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofSeconds(30)).build();

    Discoveries(Inbox inbox, DeviceRegistry registry, Clock clock) {
        this.inbox = inbox;
        this.registry = registry;
        this.clock = clock;
    }

    /** Keeps what a vendor said there is. */
    Uni<List<DiscoveryView>> keep(String vendor, DiscoverDevices asked, List<DiscoveredDevice> devices) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return inbox.ready().chain(() -> {
            var found = devices.stream()
                    .map(device -> found(vendor, asked, device, now))
                    .toList();
            return inbox.keep(found).map(kept -> views(vendor, found));
        });
    }

    private FoundDevice found(String vendor, DiscoverDevices asked, DiscoveredDevice device, Instant now) {
        requireNameable(device);
        var id = id(vendor, asked.account(), device);
        var first = inbox.find(id).map(FoundDevice::foundAt).orElse(now);
        return new FoundDevice(
                id,
                vendor,
                asked.account(),
                device.vendorIds(),
                shortened(device.name()),
                shortened(device.type()),
                asked.at(),
                first,
                now);
    }

    private static void requireNameable(DiscoveredDevice device) {
        var ids = device.vendorIds();
        var longest = Stream.concat(ids.keySet().stream(), ids.values().stream())
                .mapToInt(String::length)
                .max();
        if (ids.size() > MOST_IDS || longest.orElse(LONGEST + 1) > LONGEST) {
            throw new DriverException.ProtocolViolation("the vendor names a device as none can be registered", null);
        }
    }

    private static String shortened(String text) {
        var known = text == null || text.isBlank() ? "unnamed" : text;
        return known.length() > LONGEST ? known.substring(0, LONGEST) : known;
    }

    private static UUID id(String vendor, String account, DiscoveredDevice device) {
        return UuidCreator.getNameBasedSha1(
                String.join("\n", vendor, account, new TreeMap<>(device.vendorIds()).toString()));
    }

    /** All of a vendor, by name. */
    Uni<List<DiscoveryView>> of(String vendor) {
        return inbox.ready()
                .map(ready -> views(
                        vendor,
                        inbox.found().stream()
                                .filter(found -> found.vendor().equals(vendor))
                                .toList()));
    }

    private List<DiscoveryView> views(String vendor, List<FoundDevice> found) {
        var registered = new Registered(registry.devices(), vendor);
        return found.stream()
                .map(device -> view(device, registered.find(device)))
                .sorted(BY_NAME)
                .toList();
    }

    /** Fails with {@link DiscoveryNotFoundException}. */
    Uni<FoundDevice> found(String vendor, UUID id) {
        return inbox.ready()
                .map(ready -> inbox.find(id)
                        .filter(found -> found.vendor().equals(vendor))
                        .orElseThrow(() -> new DiscoveryNotFoundException(id)));
    }

    DiscoveryView view(FoundDevice found) {
        return view(found, registered(found));
    }

    /** The device that it is registered as, if it is. */
    Optional<DeviceView> registered(FoundDevice found) {
        return new Registered(registry.devices(), found.vendor()).find(found);
    }

    Uni<DiscoveryView> ignore(FoundDevice found, String by) {
        registered(found).ifPresent(device -> {
            throw new AlreadyRegisteredException(device.id());
        });
        return inbox.ignore(new IgnoredDevice(found.id(), by, clock.instant().truncatedTo(ChronoUnit.MICROS)))
                .map(done -> view(found));
    }

    Uni<DiscoveryView> ignoreNoMore(FoundDevice found) {
        return inbox.ignoreNoMore(found.id()).map(done -> view(found));
    }

    Uni<Void> forget(FoundDevice found) {
        return inbox.forget(found.id());
    }

    Uni<DeviceView> accepted(FoundDevice found, DeviceView device) {
        accepted.put(found.id(), device);
        return inbox.ignored(found.id()).isEmpty()
                ? Uni.createFrom().item(device)
                : inbox.ignoreNoMore(found.id()).replaceWith(device);
    }

    private DiscoveryView view(FoundDevice found, Optional<DeviceView> registered) {
        var device = registered.or(() -> Optional.ofNullable(accepted.getIfPresent(found.id())));
        var ignored = inbox.ignored(found.id());
        return new DiscoveryView(
                found.id(),
                found.name(),
                found.type(),
                found.vendor(),
                found.account(),
                found.vendorIds(),
                state(device.isPresent(), ignored.isPresent()),
                device.map(DeviceView::id).orElse(null),
                found.at(),
                found.foundAt(),
                found.lastFoundAt(),
                ignored.map(IgnoredDevice::ignoredBy).orElse(null));
    }

    private static DiscoveryState state(boolean registered, boolean ignored) {
        if (registered) {
            return DiscoveryState.ACCEPTED;
        }
        return ignored ? DiscoveryState.IGNORED : DiscoveryState.FOUND;
    }
}
