package io.lamplighter.observations.ingest;

import io.lamplighter.observations.api.Observation;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What could be read of a record.
 *
 * @param original to be put aside if it cannot be stored
 */
record ReadRecord(ConsumerRecord<byte[], byte[]> original, UUID deviceId, List<Observation> observations) {}
