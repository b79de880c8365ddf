package io.lamplighter.devices.announcements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesTopics;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes changes to the topic {@code devices}, as CloudEvents in binary mode. The producer is used directly: a bulk
 * change announces a million devices, and each hop through a channel would count.
 */
@ApplicationScoped
class DevicePublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final Map<String, Object> SETTINGS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG, "devices-service",
            ProducerConfig.ACKS_CONFIG, "all",
            ProducerConfig.LINGER_MS_CONFIG, "0",
            ProducerConfig.BATCH_SIZE_CONFIG, "131072",
            ProducerConfig.BUFFER_MEMORY_CONFIG, "16777216",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "2000",
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "2000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(PATIENCE.toMillis()),
            ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");

    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private Producer<String, byte[]> producer;

    DevicePublisher(@Identifier("default-kafka-broker") Map<String, Object> kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /** Done when Kafka has acknowledged what it can: returns which changes it has, and why it has not the others. */
    Uni<Published> publish(List<DeviceChange> changes) {
        return Uni.createFrom()
                .<Published>emitter(emitter -> {
                    var published = new Publishing(changes.size(), emitter::complete);
                    changes.forEach(change -> send(change, published));
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback has it
    private void send(DeviceChange change, Publishing publishing) {
        if (publishing.hasFailed()) {
            publishing.leaveOut();
            return;
        }
        try {
            producer().send(record(change), (metadata, failure) -> publishing.settle(change, failure));
        } catch (RuntimeException refused) {
            publishing.settle(change, refused);
        }
    }

    private ProducerRecord<String, byte[]> record(DeviceChange change) {
        return new ProducerRecord<>(
                DevicesTopics.DEVICES, null, change.id().toString(), value(change.device()), headers(change));
    }

    // Not at start: Kafka may be absent then.
    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            var settings = new HashMap<>(kafka);
            settings.putAll(SETTINGS);
            producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(PATIENCE);
        }
    }

    private byte[] value(DeviceView device) {
        try {
            return device == null ? null : json.writeValueAsBytes(device);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static RecordHeaders headers(DeviceChange change) {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", change.id() + ":" + change.version());
        add(headers, "ce_source", "/devices-service");
        add(headers, "ce_type", change.device() == null ? DevicesTopics.DEVICE_DELETED : DevicesTopics.DEVICE_CHANGED);
        add(headers, "ce_subject", change.id().toString());
        add(headers, "ce_time", change.at().toString());
        if (change.device() != null) {
            add(headers, "content-type", "application/json");
        }
        return headers;
    }

    private static void add(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
