package io.lamplighter.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What tests write to and read from the real topics. */
@ApplicationScoped
public class Topics {
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Map<String, List<ConsumerRecord<String, String>>> met = new HashMap<>();
    private final ObjectMapper json;

    Topics(@ConfigProperty(name = "kafka.bootstrap.servers") String servers, ObjectMapper json) {
        this.json = json;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 0), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
        var partitions = new ArrayList<TopicPartition>();
        for (var topic : List.of("observations", "results", "commands-dead-letter", "devices-dead-letter")) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @PreDestroy
    void close() {
        producer.close();
        consumer.close();
    }

    public void send(String topic, String key, String value) {
        try {
            var _ = producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Sends without waiting for each; answers when all are there. */
    public void sendAll(String topic, List<Map.Entry<String, String>> entries) {
        entries.forEach(entry -> {
            var _ = producer.send(new ProducerRecord<>(topic, entry.getKey(), entry.getValue()));
        });
        producer.flush();
    }

    /** Every record on the topic so far that has this key or holds this text. */
    public synchronized List<ConsumerRecord<String, String>> all(String topic, String text) {
        for (var entries = consumer.poll(Duration.ofMillis(100));
                !entries.isEmpty();
                entries = consumer.poll(Duration.ofMillis(5))) {
            entries.forEach(entry -> met.computeIfAbsent(entry.topic(), unseen -> new ArrayList<>())
                    .add(entry));
        }
        return met.getOrDefault(topic, List.of()).stream()
                .filter(entry -> text.equals(entry.key())
                        || (entry.value() != null && entry.value().contains(text)))
                .toList();
    }

    /** The newest result of each run. */
    public Map<UUID, JsonNode> results() {
        var results = new HashMap<UUID, JsonNode>();
        for (var entry : all("results", "runId")) {
            if (entry.value().startsWith("{")) {
                var result = tree(entry.value());
                results.put(UUID.fromString(result.path("runId").asText()), result);
            }
        }
        return results;
    }

    public List<JsonNode> results(UUID runId) {
        return all("results", runId.toString()).stream()
                .map(entry -> tree(entry.value()))
                .toList();
    }

    public JsonNode tree(String value) {
        try {
            return json.readTree(value.getBytes(StandardCharsets.UTF_8));
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
