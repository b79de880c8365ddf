package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Attribute;
import io.lamplighter.observations.api.Observation;
import io.lamplighter.observations.api.Status;
import io.lamplighter.observations.partitions.Partitions;
import io.lamplighter.observations.retention.Horizons;
import io.lamplighter.observations.series.Kind;
import io.lamplighter.observations.series.Named;
import io.lamplighter.observations.series.SeriesDirectory;
import io.lamplighter.observations.series.Shape;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Stores observations, many in few statements and all in one transaction. The same again changes nothing; another value
 * replaces, also when its units or its kind are others.
 */
@Singleton
class ObservationStore {
    private final Pool pool;
    private final SeriesDirectory series;
    private final Partitions partitions;
    private final TopicIdentity topic;
    private final Horizons horizons;
    private final Counter expired;
    private final Clock clock;
    private final IngestConfig config;

    ObservationStore(
            Pool pool,
            SeriesDirectory series,
            Partitions partitions,
            TopicIdentity topic,
            Horizons horizons,
            Clock clock,
            IngestConfig config,
            MeterRegistry metrics) {
        this.pool = pool;
        this.series = series;
        this.partitions = partitions;
        this.topic = topic;
        this.horizons = horizons;
        this.expired = metrics.counter("lamplighter.observations.refused", "reason", "expired");
        this.clock = clock;
        this.config = config;
    }

    /**
     * Stores all or nothing, and says how many of them changed something.
     *
     * @param records in their order: of two observations with the same name and time the later one wins
     */
    Uni<Integer> store(List<ReadRecord> records) {
        return storeOnce(records, true)
                .onFailure(Newest::wasWrong)
                .recoverWithUni(() -> storeOnce(records, false))
                .onFailure(partitions::forgetIfGone)
                .retry()
                .atMost(1)
                .onFailure(AlreadyStoredException.class)
                .recoverWithUni(failure -> storeRemaining(failure, records));
    }

    // Unless the topic was made anew meanwhile: then none of it is stored.
    private Uni<Integer> storeRemaining(AlreadyStoredException stored, List<ReadRecord> records) {
        return topic.get().chain(before -> {
            topic.forget();
            return topic.get()
                    .chain(now -> now.equals(before)
                            ? storeOnce(stored.remaining(records), false)
                            : storeOnce(records, false));
        });
    }

    private Uni<Integer> storeOnce(List<ReadRecord> records, boolean guesses) {
        var wanted = lastOnes(records);
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return series.resolve(shapes(wanted)).chain(found -> {
            var rows = Rows.of(wanted, found, now(), config.rowsPerStatement());
            return partitions
                    .ensure(rows.months())
                    .chain(() -> topic.get())
                    .chain(name -> write(Progress.of(name, records), rows, guesses));
        });
    }

    private Uni<Integer> write(Progress progress, Rows rows, boolean guesses) {
        return pool.withTransaction(connection -> new StoringTransaction(connection).store(progress, rows, guesses));
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    // In the order of time, which is the order of the index.
    private Map<Named, SortedMap<Instant, Observation>> lastOnes(List<ReadRecord> records) {
        var last = new LinkedHashMap<Named, SortedMap<Instant, Observation>>();
        for (var each : records) {
            for (var observation : each.observations()) {
                var named = new Named(each.deviceId(), observation.name());
                if (horizons.hasForgotten(shape(observation).kind(), named, observation.validAt())) {
                    expired.increment();
                } else {
                    last.computeIfAbsent(named, first -> new TreeMap<>()).put(observation.validAt(), observation);
                }
            }
        }
        return last;
    }

    private static Map<Named, Set<Shape>> shapes(Map<Named, SortedMap<Instant, Observation>> observations) {
        var shapes = HashMap.<Named, Set<Shape>>newHashMap(observations.size());
        observations.forEach((named, series) -> {
            var its = new HashSet<Shape>(2);
            series.values().forEach(each -> its.add(shape(each)));
            shapes.put(named, its);
        });
        return shapes;
    }

    static Shape shape(Observation observation) {
        return switch (observation) {
            case Attribute attribute -> new Shape(Kind.ATTRIBUTE, attribute.units());
            case Status status -> new Shape(Kind.STATUS, "");
        };
    }
}
