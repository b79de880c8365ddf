package io.lamplighter.observations.graph;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.observations.api.DeviceObservations;
import io.lamplighter.observations.api.ObservationsTopics;
import io.quarkus.logging.Log;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what comes on the topic from now on, all of its partitions, whichever replica stores them; only while somebody
 * follows.
 */
@Singleton
class TopicFollower {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final ObjectMapper json;
    private final Set<BiConsumer<UUID, DeviceObservations>> followers = ConcurrentHashMap.newKeySet();
    private Thread reading;
    private volatile boolean closed;

    TopicFollower(@Identifier("default-kafka-broker") Map<String, Object> kafka, ObjectMapper json) {
        this.kafka = kafka;
        this.json = json;
    }

    /** Called for each record, on one thread; it must not wait. */
    synchronized void follow(BiConsumer<UUID, DeviceObservations> follower) {
        followers.add(follower);
        if (reading == null) {
            reading = Thread.ofPlatform().daemon().name("graph-follower").start(this::read);
        }
    }

    void leave(BiConsumer<UUID, DeviceObservations> follower) {
        followers.remove(follower);
    }

    int followers() {
        return followers.size();
    }

    @PreDestroy
    void close() {
        closed = true;
        followers.clear();
    }

    private void read() {
        while (stays()) {
            try (var consumer = consumer()) {
                var partitions = consumer.partitionsFor(ObservationsTopics.OBSERVATIONS).stream()
                        .map(each -> new TopicPartition(each.topic(), each.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToEnd(partitions);
                poll(consumer);
            } catch (KafkaException | InterruptedException unanswered) {
                Log.debugf("The topic cannot be followed now: %s", unanswered.getMessage());
            }
        }
    }

    private void poll(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        while (!closed && !followers.isEmpty()) {
            try {
                consumer.poll(POLL).forEach(this::tell);
            } catch (KafkaException unanswered) {
                Thread.sleep(PAUSE);
                throw unanswered;
            }
        }
    }

    private synchronized boolean stays() {
        if (closed || followers.isEmpty()) {
            reading = null;
            return false;
        }
        return true;
    }

    // What cannot be read is put aside by whoever stores it.
    private void tell(ConsumerRecord<byte[], byte[]> each) {
        try {
            var read = json.readValue(each.value(), DeviceObservations.class);
            followers.forEach(follower -> follower.accept(read.deviceId(), read));
        } catch (IOException | RuntimeException unreadable) {
            Log.debugf("A record cannot be followed: %s", unreadable.getMessage());
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        var settings = new HashMap<>(kafka);
        settings.keySet().retainAll(ConsumerConfig.configNames());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
