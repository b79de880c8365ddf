package io.lamplighter.observations.retention;

import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.lamplighter.observations.retention.RetentionRepository.Found;
import io.lamplighter.observations.retention.RetentionRepository.Partition;
import io.lamplighter.observations.rollups.Level;
import io.lamplighter.observations.rollups.Roller;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** Forgets what the rules say, and tells beforehand what that would be. Several replicas may try; one works at a time. */
@Singleton
class Forgetter {
    private static final int DROP_ATTEMPTS = 20;

    private final RetentionRepository repository;
    private final Horizons horizons;
    private final Roller roller;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Outage outage;
    private Cancellable ticks = () -> {};

    Forgetter(
            RetentionRepository repository,
            Horizons horizons,
            Roller roller,
            RetentionConfig config,
            Clock clock,
            MeterRegistry metrics,
            Outages outages) {
        this.repository = repository;
        this.horizons = horizons;
        this.roller = roller;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.outage = outages.database();
    }

    void start(@Observes StartupEvent event) {
        if (config.rules().isEmpty()) {
            return;
        }
        ticks = Multi.createFrom()
                .ticks()
                .every(config.every())
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(tick ->
                        forget().onFailure().invoke(outage::begin).onFailure().recoverWithNull())
                .subscribe()
                .with(done -> {});
    }

    void stop(@Observes ShutdownEvent event) {
        ticks.cancel();
    }

    /** What is pending must be rolled up before its observations go. */
    Uni<Void> forget() {
        return horizons.now()
                .chain(all -> repository.alone(() -> roller.roll(clock.instant())
                        .chain(() -> eachSeries(all, this::seal))
                        .chain(() -> drop(all))
                        .chain(() -> eachSeries(all, this::forget))
                        .chain(() -> repository.forgetBatches(clock.instant()))
                        .replaceWithVoid()));
    }

    private Uni<Void> seal(Target target, List<Integer> series) {
        return target.kind() == Kind.ATTRIBUTE && target.horizon().keepsRollups()
                ? repository.seal(series, target.horizon().before())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> forget(Target target, List<Integer> series) {
        var before = target.horizon().before();
        var rollups = target.horizon().rollupsBefore();
        return repository
                .delete(target.kind(), series, before)
                .invoke(removed -> count("rows", removed))
                .chain(() -> repository.forgetLatest(series, before))
                .chain(() -> repository.deleteRollups(Level.MINUTE, series, before))
                .chain(() -> repository.deleteRollups(Level.HOUR, series, rollups))
                .chain(() -> repository.deleteRollups(Level.DAY, series, rollups))
                .replaceWithVoid();
    }

    private Uni<Void> drop(List<Horizon> all) {
        return Multi.createFrom()
                .items(Arrays.stream(Kind.values()))
                .onItem()
                .transformToUniAndConcatenate(kind -> droppable(all, kind))
                .onItem()
                .<Partition>disjoint()
                .onItem()
                .transformToUniAndConcatenate(partition -> repository
                        .drop(partition)
                        .onFailure()
                        .retry()
                        .withBackOff(config.lockTimeout(), config.lockTimeout().multipliedBy(20))
                        .atMost(DROP_ATTEMPTS)
                        .invoke(() -> count("bytes", (double) partition.bytes())))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private void count(String what, double amount) {
        metrics.counter("lamplighter.retention." + what).increment(amount);
    }

    /** Whole partitions go when a rule fits whatever no rule before it does, and all up to it allow it. */
    Uni<List<Partition>> droppable(List<Horizon> all, Kind kind) {
        var its = all.stream().filter(each -> each.fits(kind)).toList();
        var last = its.stream().filter(Horizon::fitsAll).findFirst();
        if (last.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        var before = its.subList(0, its.indexOf(last.get()) + 1).stream()
                .map(Horizon::before)
                .min(Comparator.naturalOrder());
        return repository.droppable(kind, before.orElse(Instant.EPOCH));
    }

    /** The series of a kind that a rule is the first to fit. */
    record Target(Kind kind, Horizon horizon) {}

    Uni<Void> eachSeries(List<Horizon> all, BiFunction<Target, List<Integer>, Uni<Void>> work) {
        var targets = all.stream()
                .flatMap(horizon ->
                        Arrays.stream(Kind.values()).filter(horizon::fits).map(kind -> new Target(kind, horizon)))
                .toList();
        return Multi.createFrom()
                .iterable(targets)
                .onItem()
                .transformToUniAndConcatenate(target -> eachSeries(all, target, work))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> eachSeries(List<Horizon> all, Target target, BiFunction<Target, List<Integer>, Uni<Void>> work) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new AtomicInteger(Integer.MIN_VALUE), after -> someSeries(all, target, work, after))
                .whilst(more -> more)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Boolean> someSeries(
            List<Horizon> all, Target target, BiFunction<Target, List<Integer>, Uni<Void>> work, AtomicInteger after) {
        return repository.series(target.kind(), target.horizon(), after.get()).chain(found -> {
            if (found.isEmpty()) {
                return Uni.createFrom().item(false);
            }
            after.set(found.getLast().id());
            var its = found.stream()
                    .filter(each -> first(all, target.kind(), each).equals(Optional.of(target.horizon())))
                    .map(Found::id)
                    .toList();
            return (its.isEmpty() ? Uni.createFrom().voidItem() : work.apply(target, its)).replaceWith(true);
        });
    }

    private static Optional<Horizon> first(List<Horizon> all, Kind kind, Found series) {
        var named = new Named(series.deviceId(), series.name());
        return all.stream().filter(each -> each.fits(kind, named)).findFirst();
    }
}
