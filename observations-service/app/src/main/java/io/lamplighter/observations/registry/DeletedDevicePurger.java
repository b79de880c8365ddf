package io.lamplighter.observations.registry;

import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.UUID;

/**
 * Removes the observations of deleted devices, in chunks. They have left every answer already; several replicas may do
 * this at once.
 */
@Singleton
class DeletedDevicePurger {
    private final KnownDeviceRepository repository;
    private final RegistryConfig config;
    private final MeterRegistry metrics;
    private final Outage outage;
    private Cancellable ticks = () -> {};

    DeletedDevicePurger(
            KnownDeviceRepository repository, RegistryConfig config, MeterRegistry metrics, Outages outages) {
        this.outage = outages.database();
        this.repository = repository;
        this.config = config;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        ticks = Multi.createFrom()
                .ticks()
                .startingAfter(config.purgeEvery())
                .every(config.purgeEvery())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick -> purge())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    private Uni<Void> purge() {
        return repository
                .toPurge(config.purgeAfter())
                .chain(this::purgeAll)
                .invoke(outage::end)
                .onFailure()
                .invoke(outage::begin)
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> purgeAll(Set<UUID> devices) {
        if (devices.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return purge("attribute", devices)
                .chain(() -> purge("status", devices))
                .chain(() -> repository.forget(devices));
    }

    private Uni<Void> purge(String table, Set<UUID> devices) {
        return Multi.createBy()
                .repeating()
                .uni(() -> repository.purge(table, devices, config.purgeChunk()))
                .whilst(removed -> removed > 0)
                .invoke(removed ->
                        metrics.counter("lamplighter.observations.purged").increment(removed))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
