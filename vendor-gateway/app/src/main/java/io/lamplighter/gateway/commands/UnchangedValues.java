package io.lamplighter.gateway.commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamplighter.driver.Observation;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.vendors.VendorsConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Leaves out polled values that are as they were, where the vendor's configuration says so; each is told again when it is old
 * enough, so that a value that nobody reads any more can be told from one that does not change.
 */
@Singleton
class UnchangedValues {
    private record Told(Object value, Instant validAt) {}

    private final Cache<UUID, Map<String, Told>> told = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofDays(1))
            .build();
    private final DeviceRegistry registry;
    private final VendorsConfig config;

    UnchangedValues(DeviceRegistry registry, VendorsConfig config) {
        this.registry = registry;
        this.config = config;
    }

    /** Those that are to be told. */
    List<Observation> without(UUID device, List<Observation> observations) {
        var age = registry.known(device)
                .flatMap(known -> Optional.ofNullable(config.vendors().get(known.vendor())))
                .flatMap(VendorsConfig.Vendor::unchangedAfter);
        if (age.isEmpty()) {
            return observations;
        }
        var before = told.get(device, unseen -> new ConcurrentHashMap<>());
        return observations.stream()
                .filter(observation -> isNews(before, observation, age.get()))
                .toList();
    }

    private static boolean isNews(Map<String, Told> before, Observation observation, Duration age) {
        var last = before.get(observation.name());
        var known = last != null
                && last.value().equals(observation.value())
                && observation.validAt().isBefore(last.validAt().plus(age));
        if (!known) {
            before.put(observation.name(), new Told(observation.value(), observation.validAt()));
        }
        return !known;
    }
}
