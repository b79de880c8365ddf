package io.lamplighter.gateway.devices;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.gateway.accounts.Accounts;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The devices as they are now, also by account. There may be a million of them: what many have in common is kept once. One
 * thread changes it, any may read.
 */
final class KnownDevices {
    private static final int SHARED = 10_000;

    private final Map<UUID, DeviceView> devices = new ConcurrentHashMap<>();
    private final Map<Accounts.Key, Set<UUID>> byAccount = new ConcurrentHashMap<>();
    private final Cache<Object, Object> shared =
            Caffeine.newBuilder().maximumSize(SHARED).build();

    DeviceView get(UUID id) {
        return devices.get(id);
    }

    Collection<DeviceView> all() {
        return Collections.unmodifiableCollection(devices.values());
    }

    Set<Accounts.Key> accounts() {
        return Collections.unmodifiableSet(byAccount.keySet());
    }

    int count(Accounts.Key account) {
        return byAccount.getOrDefault(account, Set.of()).size();
    }

    Stream<DeviceView> of(Accounts.Key account) {
        return byAccount.getOrDefault(account, Set.of()).stream()
                .map(devices::get)
                .filter(device -> device != null && account.equals(account(device)));
    }

    void put(DeviceView device) {
        var before = devices.put(device.id(), compact(device));
        if (before != null && !account(before).equals(account(device))) {
            leave(before);
        }
        byAccount
                .computeIfAbsent(account(device), unseen -> ConcurrentHashMap.newKeySet())
                .add(device.id());
    }

    void remove(UUID id) {
        var before = devices.remove(id);
        if (before != null) {
            leave(before);
        }
    }

    private void leave(DeviceView device) {
        byAccount.computeIfPresent(account(device), (key, ids) -> {
            ids.remove(device.id());
            return ids.isEmpty() ? null : ids;
        });
    }

    private static Accounts.Key account(DeviceView device) {
        return new Accounts.Key(device.vendor(), device.account());
    }

    private DeviceView compact(DeviceView device) {
        return new DeviceView(
                device.id(),
                device.name(),
                once(device.type()),
                once(device.vendor()),
                once(device.account()),
                device.vendorIds(),
                once(device.location()),
                once(device.labels()),
                device.enabled(),
                device.createdAt(),
                either(device.createdAt(), device.updatedAt()),
                device.version(),
                once(device.updatedBy()),
                device.metadata(),
                device.parentId(),
                device.firstSeen(),
                either(device.firstSeen(), device.lastSeen()),
                device.missingSince());
    }

    /** The later one, as the same object where they are equal; either may be missing. */
    private static Instant either(Instant earlier, Instant later) {
        return Objects.equals(earlier, later) ? earlier : later;
    }

    @SuppressWarnings("unchecked")
    private <T> T once(T value) {
        return value == null ? null : (T) shared.get(value, same -> same);
    }
}
