package io.lamplighter.interactions.schedules;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.interactions.GatewayStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The receiving side: answers every command at once and writes down when it came onto its topic. */
final class VendorsOnTopic {
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Object> settings;
    private final Thread thread = new Thread(this::listen, "vendors");
    private volatile boolean open = true;

    /** @param at when the broker's client sent it, in milliseconds since the epoch */
    record Received(UUID runId, UUID interactionId, long at) {}

    VendorsOnTopic(String bootstrap) {
        this.settings = Map.of("bootstrap.servers", bootstrap, "linger.ms", "5");
        thread.start();
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    private void listen() {
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
                var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            var partitions = consumer.partitionsFor("commands").stream()
                    .map(partition -> new TopicPartition("commands", partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (open) {
                for (var command : consumer.poll(Duration.ofMillis(50))) {
                    answer(producer, command.key(), command.value(), command.timestamp());
                }
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void answer(KafkaProducer<String, byte[]> producer, String device, byte[] command, long at)
            throws IOException {
        var read = mapper.readTree(command);
        Future<RecordMetadata> ignored = producer.send(new ProducerRecord<>(
                "results", device, GatewayStub.result(read, false).getBytes(StandardCharsets.UTF_8)));
        synchronized (this) {
            received.add(new Received(
                    UUID.fromString(read.get("runId").asText()),
                    UUID.fromString(read.get("interactionId").asText()),
                    at));
        }
    }

    void close() throws InterruptedException {
        open = false;
        thread.join();
    }
}
