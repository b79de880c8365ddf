package io.lamplighter.gateway.commands;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.gateway.topics.TopicFollower;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads back what was answered lately for the devices whose commands this replica now does: {@code results} has the same
 * keys and as many partitions as {@code commands}. So a command whose result was published but whose offset was not
 * committed is not done again.
 */
@Singleton
@Identifier("ledger") class LedgerRestorer implements KafkaConsumerRebalanceListener {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** As much of a result as the ledger needs. */
    @io.quarkus.runtime.annotations.RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Answered(UUID runId, UUID deviceId, Integer attempt) {}

    private final Map<String, Object> settings;
    private final CommandLedger ledger;
    private final UnderWay underWay;
    private final OwnedPartitions owned;
    private final CommandsConfig config;
    private final ObjectMapper json;

    LedgerRestorer(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CommandLedger ledger,
            UnderWay underWay,
            OwnedPartitions owned,
            CommandsConfig config,
            ObjectMapper json) {
        this.settings = new HashMap<>(kafka);
        settings.put("client.id", "gateway-ledger");
        settings.put("enable.auto.commit", false);
        settings.remove("group.id");
        this.ledger = ledger;
        this.underWay = underWay;
        this.owned = owned;
        this.config = config;
        this.json = json;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> commands, Collection<TopicPartition> assigned) {
        if (assigned.isEmpty()) {
            return;
        }
        own(commands, assigned);
        var partitions = assigned.stream()
                .map(partition -> new TopicPartition(GatewayTopics.RESULTS, partition.partition()))
                .toList();
        try (var results = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            restore(results, partitions);
        } catch (KafkaException failure) {
            Log.warnf("results cannot be read back, a repeated command may be done again: %s", failure.getMessage());
        }
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> commands, Collection<TopicPartition> revoked) {
        owned.revoked(numbers(revoked));
        leave(revoked);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> commands, Collection<TopicPartition> lost) {
        owned.revoked(numbers(lost));
    }

    /**
     * What is under way ends, and its answer is on its topic, before another replica may begin with it, as far as it ends soon;
     * what only waits is not begun any more. Kafka gives the partitions away when this returns.
     */
    private void leave(Collection<TopicPartition> revoked) {
        if (!revoked.isEmpty() && !underWay.settled(config.handover())) {
            Log.warnf("%d partitions of commands are handed over with commands under way", revoked.size());
        }
    }

    private void own(Consumer<?, ?> commands, Collection<TopicPartition> assigned) {
        var topic = assigned.iterator().next().topic();
        var total = commands == null ? 0 : commands.partitionsFor(topic).size();
        owned.assigned(numbers(assigned), total);
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    private void restore(Consumer<byte[], byte[]> results, List<TopicPartition> partitions) {
        results.assign(partitions);
        TopicFollower.tail(results, partitions, config.ledgerTail()).forEach(results::seek);
        var ends = new HashMap<>(results.endOffsets(partitions));
        var giveUpAt = System.nanoTime() + LIMIT.toNanos();
        while (!ends.isEmpty() && System.nanoTime() < giveUpAt) {
            results.poll(Duration.ofMillis(100)).forEach(this::remember);
            ends.entrySet().removeIf(end -> results.position(end.getKey()) >= end.getValue());
        }
        Log.infof("%d partitions of commands taken over, %d answers known", partitions.size(), ledger.size());
    }

    private void remember(ConsumerRecord<byte[], byte[]> entry) {
        try {
            var answered = json.readValue(entry.value(), Answered.class);
            var task = entry.headers().lastHeader("ce_task");
            var name = task == null ? Tasks.SET_STATUS : new String(task.value(), StandardCharsets.UTF_8);
            int attempt = answered.attempt() == null ? 1 : answered.attempt();
            ledger.remember(answered.runId(), answered.deviceId(), name, attempt, entry.value());
        } catch (IOException | IllegalArgumentException unreadable) {
            Log.debugf("a result cannot be read back: %s", unreadable.getMessage());
        }
    }
}
