package io.lamplighter.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes commands as the interactions-service would, and takes the time until their results are on their topic. */
public final class CommandsTopic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Sent(long nanos, Load of) {}

    /** Commands that are told apart from others. */
    public static final class Load {
        /** How long each took, from its sending until its result was read. */
        public final Latencies latencies = new Latencies();

        private final Map<String, Integer> outcomes = new ConcurrentHashMap<>();

        /** How many ended how, such as {@code succeeded} or {@code failed unreachable}. */
        public Map<String, Integer> outcomes() {
            return Map.copyOf(outcomes);
        }

        /** How many have ended. */
        public long ended() {
            return latencies.count();
        }
    }

    private final Map<UUID, Sent> sent = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final KafkaProducer<byte[], byte[]> producer;
    private final Topic results;

    /** Connects. */
    public CommandsTopic(String bootstrapServers) throws InterruptedException {
        results = new Topic(bootstrapServers, "results", this::take);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends one command, to be done within this time. */
    public void send(Load of, String device, String task, String arguments, Duration within) {
        var run = UUID.randomUUID();
        sent.put(run, new Sent(System.nanoTime(), of));
        var body =
                "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"%s\",\"arguments\":%s,\"deadline\":\"%s\",\"requestedBy\":\"bench\",\"attempt\":1}"
                        .formatted(run, device, task, arguments, Instant.now().plus(within));
        var _ = producer.send(
                new ProducerRecord<>("commands", bytes(device), bytes(body)),
                (metadata, broken) -> failure.compareAndSet(null, broken));
    }

    /** How many have no result yet. */
    public int open() {
        return sent.size();
    }

    /** Those without a result are not waited for any more. */
    public void forget() {
        sent.clear();
    }

    private void take(ConsumerRecord<byte[], byte[]> entry) {
        var result = read(entry.value());
        var known = sent.remove(UUID.fromString(result.path("runId").asText()));
        if (known != null) {
            known.of().latencies.recordNanos(System.nanoTime() - known.nanos());
            known.of().outcomes.merge(outcome(result), 1, Integer::sum);
        }
    }

    private static String outcome(JsonNode result) {
        var code = result.path("error").path("code").asText();
        return (result.path("outcome").asText() + " " + code).strip();
    }

    private static JsonNode read(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException broken) {
            throw new BenchException("A result is no JSON", broken);
        }
    }

    @Override
    public void close() {
        producer.close();
        results.close();
        if (failure.get() != null) {
            throw new BenchException("The broker did not take a command", failure.get());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
