package io.lamplighter.observations.ingest;

import io.lamplighter.observations.problems.Databases;
import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.lamplighter.observations.registry.KnownDevices;
import io.lamplighter.observations.topics.DeadLetters;
import io.lamplighter.observations.topics.DeadLetters.DeadLetter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Sees to it that whatever a slice holds ends up stored or among the dead letters, however long that takes: without the
 * database it tries again for ever, and what the database refuses it finds by halving.
 */
@Singleton
class ObservationRecorder {
    private final ObservationStore store;
    private final KnownDevices devices;
    private final DeadLetters deadLetters;
    private final IngestConfig config;
    private final Outage outage;
    private final Timer storing;
    private final Counter stored;
    private final Counter unchanged;

    ObservationRecorder(
            ObservationStore store,
            KnownDevices devices,
            DeadLetters deadLetters,
            IngestConfig config,
            Outages outages,
            MeterRegistry metrics) {
        this.store = store;
        this.devices = devices;
        this.deadLetters = deadLetters;
        this.config = config;
        this.outage = outages.database();
        this.storing = metrics.timer("lamplighter.observations.step", "step", "store");
        this.stored = metrics.counter("lamplighter.observations.stored");
        this.unchanged = metrics.counter("lamplighter.observations.unchanged");
    }

    /** Succeeds when everything of it is stored or put aside; never fails because of the database or Kafka. */
    Uni<Void> record(Slice slice) {
        return persistently(devices.deletedAmong(slice.deviceIds()))
                .map(deleted -> slice.without(deleted, "device deleted"))
                .chain(kept -> store(kept.readable()).chain(() -> deadLetters.bury(kept.refused())));
    }

    private Uni<Void> store(List<ReadRecord> records) {
        return persistently(Uni.createFrom().deferred(() -> timed(records)))
                .invoke(changed -> count(records, changed))
                .replaceWithVoid()
                .onFailure(Databases::refusesData)
                .recoverWithUni(refused -> halve(records, refused));
    }

    private Uni<Integer> timed(List<ReadRecord> records) {
        var began = Timer.start();
        return store.store(records).onTermination().invoke(() -> began.stop(storing));
    }

    private Uni<Void> halve(List<ReadRecord> records, Throwable refused) {
        if (records.size() == 1) {
            return deadLetters.bury(List.of(
                    new DeadLetter(records.getFirst().original(), "the database refuses it: " + refused.getMessage())));
        }
        var middle = records.size() / 2;
        return store(records.subList(0, middle)).chain(() -> store(records.subList(middle, records.size())));
    }

    private <T> Uni<T> persistently(Uni<T> work) {
        return work.onFailure(ObservationRecorder::passes)
                .invoke(outage::begin)
                .onFailure(ObservationRecorder::passes)
                .retry()
                .withBackOff(config.firstRetry(), config.longestRetry())
                .indefinitely()
                .invoke(outage::end);
    }

    private static boolean passes(Throwable failure) {
        return !Databases.refusesData(failure);
    }

    private void count(List<ReadRecord> records, int changed) {
        var all = records.stream().mapToInt(each -> each.observations().size()).sum();
        stored.increment(changed);
        unchanged.increment(all - changed);
    }
}
