package io.lamplighter.devices.announcements;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The topic {@code devices} as a reader that starts at its beginning sees it. */
final class DevicesTopic implements AutoCloseable {
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    DevicesTopic() {
        var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
        var partitions = consumer.partitionsFor("devices").stream()
                .map(partition -> new TopicPartition("devices", partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All records about this device so far, oldest first. */
    List<ConsumerRecord<String, String>> about(String id) {
        readOn();
        return records.stream().filter(record -> record.key().equals(id)).toList();
    }

    /** The versions of this device that were announced so far; 0 for a tombstone. */
    List<Integer> versionsOf(String id) {
        return versions().getOrDefault(id, List.of());
    }

    /** The versions of every device that were announced so far. */
    Map<String, List<Integer>> versions() {
        readOn();
        return records.stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key, Collectors.mapping(DevicesTopic::version, Collectors.toList())));
    }

    private static int version(ConsumerRecord<String, String> record) {
        return record.value() == null ? 0 : new JsonObject(record.value()).getInteger("version");
    }

    /** What a reader of the whole topic believes to be the registry. */
    Map<String, JsonObject> registry() {
        readOn();
        var registry = new HashMap<String, JsonObject>();
        for (var record : records) {
            if (record.value() == null) {
                registry.remove(record.key());
            } else {
                registry.put(record.key(), new JsonObject(record.value()));
            }
        }
        return registry;
    }

    static String header(ConsumerRecord<String, String> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private void readOn() {
        var polled = consumer.poll(Duration.ofMillis(200));
        while (!polled.isEmpty()) {
            polled.forEach(records::add);
            polled = consumer.poll(Duration.ofMillis(50));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
