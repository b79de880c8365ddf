package io.lamplighter.observations.stalls;

import io.lamplighter.observations.api.ObservationsTopics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at the topic from outside of the group that stores it: it takes no partition and commits nothing. One thread only. */
final class TopicWatcher implements AutoCloseable {
    private static final int LITTLE = 64 * 1024;

    private final Consumer<byte[], byte[]> consumer;
    private final Clock clock;
    private final Duration limit;

    TopicWatcher(Map<String, Object> kafka, String group, Clock clock, Duration limit) {
        var settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LITTLE);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit.toMillis());
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.clock = clock;
        this.limit = limit;
    }

    Backlog look() {
        var partitions = partitions(ObservationsTopics.OBSERVATIONS);
        var ends = consumer.endOffsets(partitions, limit);
        var starts = consumer.beginningOffsets(partitions, limit);
        var stored = stored(starts);
        var behind = partitions.stream()
                .filter(each -> stored.get(each) < ends.get(each))
                .toList();
        var waiting = behind.stream()
                .mapToLong(each -> ends.get(each) - stored.get(each))
                .sum();
        return new Backlog(
                clock.instant(),
                stored.values().stream().mapToLong(Long::longValue).sum(),
                waiting,
                oldest(behind, stored),
                deadLetters());
    }

    private List<TopicPartition> partitions(String topic) {
        return consumer.partitionsFor(topic, limit).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    // What was deleted by age does not wait any more.
    private Map<TopicPartition, Long> stored(Map<TopicPartition, Long> starts) {
        var committed = consumer.committed(new HashSet<>(starts.keySet()), limit);
        var stored = new HashMap<TopicPartition, Long>();
        starts.forEach((partition, start) -> stored.put(partition, Math.max(start, offset(committed.get(partition)))));
        return stored;
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private Instant oldest(Collection<TopicPartition> behind, Map<TopicPartition, Long> stored) {
        if (behind.isEmpty()) {
            return null;
        }
        consumer.assign(behind);
        behind.forEach(each -> consumer.seek(each, stored.get(each)));
        var records = consumer.poll(limit);
        return behind.stream()
                .flatMap(each -> Stream.ofNullable(
                        records.records(each).isEmpty()
                                ? null
                                : records.records(each).getFirst()))
                .map(each -> Instant.ofEpochMilli(each.timestamp()))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private long deadLetters() {
        var partitions = partitions(ObservationsTopics.OBSERVATIONS_DEAD_LETTER);
        var ends = consumer.endOffsets(partitions, limit);
        var starts = consumer.beginningOffsets(partitions, limit);
        return partitions.stream()
                .mapToLong(each -> ends.get(each) - starts.get(each))
                .sum();
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
