package io.lamplighter.observations.ingest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes batches off the topic; one is acknowledged when all of it is stored or put aside, and then comes the next. */
@Singleton
class ObservationListener {
    private final ObservationRecorder recorder;
    private final ObservationRules rules;
    private final Refusals refusals;
    private final int sliceSize;

    ObservationListener(ObservationRecorder recorder, ObservationRules rules, Refusals refusals, IngestConfig config) {
        this.recorder = recorder;
        this.rules = rules;
        this.refusals = refusals;
        this.sliceSize = config.rowsPerStatement();
    }

    @Incoming("observations-in")
    Uni<Void> take(ConsumerRecords<byte[], byte[]> batch) {
        var records = batch.iterator();
        var now = rules.now();
        // The next slice is read while the one before is stored.
        return Multi.createBy()
                .repeating()
                .uni(() -> read(records, now))
                .whilst(read -> records.hasNext())
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .onItem()
                .transformToUniAndConcatenate(recorder::record)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Slice> read(Iterator<ConsumerRecord<byte[], byte[]>> records, ObservationRules.Now now) {
        return Uni.createFrom()
                .item(() -> Slice.next(records, now, sliceSize, refusals))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }
}
