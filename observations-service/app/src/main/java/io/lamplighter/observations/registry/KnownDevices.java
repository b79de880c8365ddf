package io.lamplighter.observations.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesApi;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** Which devices there are: from memory, from what was read of their topic, and at last from the registry itself. */
@Singleton
public class KnownDevices {
    // 100 are allowed, but would hardly fit into a request line of 4 KiB.
    private static final int ASKED_AT_ONCE = 50;

    private final KnownDeviceRepository repository;
    private final DevicesApi registry;
    private final RegistryConfig config;
    private final Cache<UUID, Boolean> remembered;

    KnownDevices(KnownDeviceRepository repository, @RestClient DevicesApi registry, RegistryConfig config) {
        this.repository = repository;
        this.registry = registry;
        this.config = config;
        this.remembered = Caffeine.newBuilder()
                .maximumSize(config.remembered())
                .expireAfterWrite(config.rememberedFor())
                .build();
    }

    /**
     * Those of the devices that do not exist, or no longer.
     *
     * <p>Fails with {@link RegistryUnreachableException} when that cannot be told now.
     */
    public Uni<Set<UUID>> unknownAmong(Set<UUID> ids) {
        var missing = new HashSet<>(ids);
        missing.removeIf(id -> remembered.getIfPresent(id) != null);
        if (missing.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return repository
                .find(missing)
                .ifNoItem()
                .after(config.lookUpWithin())
                .fail()
                .onFailure()
                .recoverWithItem(KnownDevices::notTold)
                .chain(found -> stillUnknown(missing, found));
    }

    /** A device as its vendor knows it; some of its vendor ids are enough where no other device has them all. */
    public record VendorKey(String vendor, String account, Map<String, String> vendorIds) {}

    /**
     * The ids of those devices that each of the keys names alone, from what was read of their topic.
     *
     * <p>Fails with {@link RegistryUnreachableException} when that cannot be told now.
     */
    public Uni<Map<VendorKey, UUID>> named(Collection<VendorKey> keys) {
        return repository
                .named(List.copyOf(keys))
                .ifNoItem()
                .after(config.lookUpWithin())
                .fail()
                .onFailure()
                .transform(RegistryUnreachableException::new);
    }

    /** Those of the devices that are known to be deleted; straight from the database, never from memory. */
    public Uni<Set<UUID>> deletedAmong(Collection<UUID> ids) {
        return repository.deletedAmong(ids);
    }

    void add(Collection<UUID> ids) {
        ids.forEach(id -> remembered.put(id, true));
    }

    void remove(Collection<UUID> ids) {
        remembered.invalidateAll(ids);
    }

    // The database may be gone: what Kafka takes now is stored later, so the registry is asked instead.
    private static Map<UUID, Boolean> notTold(Throwable failure) {
        Log.debugf("Known devices could not be looked up: %s", failure.getMessage());
        return Map.of();
    }

    private Uni<Set<UUID>> stillUnknown(Set<UUID> missing, Map<UUID, Boolean> found) {
        var unknown = new HashSet<UUID>();
        var notHere = new ArrayList<UUID>();
        for (var id : missing) {
            switch (found.get(id)) {
                case null -> notHere.add(id);
                case Boolean deleted when deleted -> unknown.add(id);
                case Boolean deleted -> remembered.put(id, true);
            }
        }
        return ask(notHere).map(existing -> {
            notHere.removeAll(existing);
            unknown.addAll(notHere);
            return unknown;
        });
    }

    private Uni<Set<UUID>> ask(List<UUID> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        return Multi.createFrom()
                .iterable(parts(ids))
                .onItem()
                .transformToUniAndConcatenate(this::askAtOnce)
                .onItem()
                .<DeviceView>disjoint()
                .collect()
                .with(Collectors.toMap(DeviceView::id, each -> each, (first, second) -> second))
                .call(this::keep)
                .map(Map::keySet);
    }

    private static List<List<UUID>> parts(List<UUID> ids) {
        var parts = new ArrayList<List<UUID>>();
        for (var start = 0; start < ids.size(); start += ASKED_AT_ONCE) {
            parts.add(List.copyOf(ids.subList(start, Math.min(ids.size(), start + ASKED_AT_ONCE))));
        }
        return parts;
    }

    private Uni<List<DeviceView>> askAtOnce(List<UUID> ids) {
        return registry.devices(ids, null, null, null, List.of(), null, ASKED_AT_ONCE, null)
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .onFailure()
                .transform(RegistryUnreachableException::new)
                .map(DevicePage::items);
    }

    private Uni<Void> keep(Map<UUID, DeviceView> existing) {
        add(existing.keySet());
        if (existing.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .add(existing.values())
                .ifNoItem()
                .after(config.lookUpWithin())
                .fail()
                .onFailure()
                .recoverWithNull();
    }
}
