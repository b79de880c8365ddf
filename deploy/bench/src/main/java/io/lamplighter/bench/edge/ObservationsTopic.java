package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topic of observations as a driver's pull would. */
public final class ObservationsTopic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    /** Connects; waits a little so that more goes together. */
    public ObservationsTopic(String bootstrapServers) {
        this(bootstrapServers, 5);
    }

    /** @param lingerMillis how long a record waits for more to go with it */
    public ObservationsTopic(String bootstrapServers, int lingerMillis) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        lingerMillis,
                        "batch.size",
                        128 * 1024,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends a record of one device, held up while the broker is slow. */
    public void send(String device, String observations) {
        var key = bytes(device);
        var body = bytes("{\"deviceId\":\"%s\",\"observations\":[%s]}".formatted(device, observations));
        var record = new ProducerRecord<>("observations", null, key, body);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_id", UUID.randomUUID().toString());
        header(record, "ce_type", "io.lamplighter.observations.observed");
        header(record, "ce_source", "/bench");
        header(record, "ce_time", Instant.now().toString());
        header(record, "ce_subject", device);
        header(record, "content-type", "application/json");
        var _ = producer.send(record, (metadata, broken) -> failure.compareAndSet(null, broken));
    }

    /** Waits until what was sent so far is there. */
    public void flush() {
        producer.flush();
    }

    /** Waits until the broker has acknowledged all of them. */
    @Override
    public void close() {
        producer.close();
        if (failure.get() != null) {
            throw new BenchException("The broker did not take a record", failure.get());
        }
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
