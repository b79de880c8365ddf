package io.lamplighter.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plays the gateway: answers each command at once, unless told to be silent about a device or to fail it. */
public final class GatewayStub {
    private static final java.util.concurrent.atomic.AtomicLong LATER = new java.util.concurrent.atomic.AtomicLong();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<String, GatewayStub> RUNNING = new ConcurrentHashMap<>();

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> failingOnce = new ConcurrentHashMap<>();
    private final Map<String, String> reporting = new ConcurrentHashMap<>();
    private final List<ConsumerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
    private final Map<String, List<JsonNode>> commands = new ConcurrentHashMap<>();
    private final Map<String, List<JsonNode>> announced = new ConcurrentHashMap<>();

    private GatewayStub(String bootstrap) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
        var partitions = new java.util.ArrayList<TopicPartition>();
        for (var topic : List.of("commands", "runs", "results-dead-letter")) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Thread.ofPlatform().daemon().name("gateway-stub").start(this::listen);
    }

    public static GatewayStub at(String bootstrap) {
        return RUNNING.computeIfAbsent(bootstrap, GatewayStub::new);
    }

    public void silentAbout(UUID device) {
        silent.add(device.toString());
    }

    public void speakAbout(UUID device) {
        silent.remove(device.toString());
    }

    public void fail(UUID device) {
        failing.add(device.toString());
    }

    /** Fails so many commands for this device, and then none. */
    public void fail(UUID device, int times) {
        failingOnce.put(device.toString(), times);
    }

    public void recover(UUID device) {
        failing.remove(device.toString());
    }

    /** What a pull of the status of this device brings from now on. */
    public void report(UUID device, boolean on) {
        reporting.put(device.toString(), Boolean.toString(on));
    }

    /** What the device tells of itself. */
    public void observe(UUID device, String name, Object value) {
        Future<RecordMetadata> ignored = producer.send(new ProducerRecord<>(
                "observations",
                device.toString(),
                "{\"deviceId\":\"%s\",\"observations\":[{\"name\":\"%s\",\"value\":%s,\"validAt\":\"%s\"}]}"
                        .formatted(device, name, value, later())
                        .getBytes(StandardCharsets.UTF_8)));
    }

    /** The commands for this device so far, repetitions included. */
    public List<JsonNode> commands(UUID device) {
        return commands.getOrDefault(device.toString(), List.of());
    }

    /** What was announced about the runs of this device so far. */
    public List<JsonNode> announced(UUID device) {
        return announced.getOrDefault(device.toString(), List.of());
    }

    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        return records.stream().filter(source -> source.topic().equals(topic)).toList();
    }

    public void send(String key, String result) {
        Future<RecordMetadata> ignored =
                producer.send(new ProducerRecord<>("results", key, result.getBytes(StandardCharsets.UTF_8)));
    }

    private void listen() {
        while (true) {
            for (var source : consumer.poll(Duration.ofMillis(20))) {
                records.add(source);
                switch (source.topic()) {
                    case "commands" -> answer(source.key(), json(source.value()));
                    case "runs" -> add(announced, source.key(), json(source.value()));
                    default -> {}
                }
            }
        }
    }

    private void answer(String device, JsonNode command) {
        add(commands, device, command);
        if (!silent.contains(device)) {
            send(device, answered(device, command));
        }
    }

    private String answered(String device, JsonNode command) {
        int left = failingOnce.merge(device, -1, Integer::sum);
        var result = result(command, failing.contains(device) || left >= 0);
        return command.get("task").asText().equals("pull_status") && reporting.containsKey(device)
                ? result.replace("\"value\":true", "\"value\":" + reporting.get(device))
                        .replace("2026-11-21T10:00:00.05Z", later())
                : result;
    }

    public static String result(JsonNode command, boolean failed) {
        var outcome = failed
                ? "\"outcome\":\"failed\",\"error\":{\"code\":\"unreachable\",\"detail\":\"It does not answer.\"}"
                : "\"outcome\":\"succeeded\",\"observations\":" + observations(command);
        return "{\"runId\":%s,\"deviceId\":%s,%s,\"attempt\":%s,\"startedAt\":\"2026-11-21T10:00:00Z\",\"endedAt\":\"2026-11-21T10:00:00.1Z\"}"
                .formatted(command.get("runId"), command.get("deviceId"), outcome, command.get("attempt"));
    }

    private static String observations(JsonNode command) {
        var at = "\"validAt\":\"2026-11-21T10:00:00.05Z\"}";
        var arguments = command.get("arguments");
        return switch (command.get("task").asText()) {
            case "self_test" -> "[]";
            case "pull_status" -> "[{\"name\":\"on\",\"value\":true," + at + "]";
            case "set_status" -> "[{\"name\":\"on\",\"value\":%s,%s]".formatted(arguments.path("value"), at);
            case "set_attributes" ->
                "[{\"name\":%s,\"value\":%s,\"units\":\"Cel\",%s]"
                        .formatted(arguments.path("name"), arguments.path("value"), at);
            default ->
                "[{\"name\":\"temperature\",\"value\":21.5,\"units\":\"Cel\"," + at
                        + ",{\"name\":\"power\",\"value\":3,\"units\":\"W\"," + at + "]";
        };
    }

    /** A time after every other that was told. */
    private static String later() {
        return java.time.Instant.parse("2100-01-01T00:00:00Z")
                .plusSeconds(LATER.incrementAndGet())
                .toString();
    }

    private static void add(Map<String, List<JsonNode>> lists, String key, JsonNode value) {
        lists.computeIfAbsent(key, device -> new CopyOnWriteArrayList<>()).add(value);
    }

    private static JsonNode json(byte[] value) {
        try {
            return MAPPER.readTree(value);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
