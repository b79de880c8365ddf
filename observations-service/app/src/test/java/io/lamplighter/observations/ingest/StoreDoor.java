package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Observation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Lets tests store without Kafka, as if a record had come with a certain offset. */
@ApplicationScoped
public class StoreDoor {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ObservationStore store;

    StoreDoor(ObservationStore store) {
        this.store = store;
    }

    /** How many changed something. */
    public int store(int partition, long offset, UUID device, List<Observation> observations) {
        var original = new ConsumerRecord<>("observations", partition, offset, new byte[0], new byte[0]);
        return store.store(List.of(new ReadRecord(original, device, observations)))
                .await()
                .atMost(LIMIT);
    }
}
