package io.lamplighter.gateway.topics;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads whole topics in this process, all partitions, outside any consumer group and without commits: each replica sees
 * every record. One thread; the listener is called on it, in the order of each partition.
 */
public final class TopicFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ALIVE = Duration.ofSeconds(5);

    /** Meets the records. */
    public interface Listener {
        /**
         * The topic is known and will be read from here. Called again, with the same start, never.
         *
         * @param identity names this very topic of this very cluster
         * @param starts the first offset to be read, by partition
         */
        void started(String topic, String identity, long[] starts);

        /** The next record; must not throw and not block for long. */
        void received(ConsumerRecord<byte[], byte[]> entry);
    }

    private final String name;
    private final Map<String, Object> settings;
    private final Map<String, Duration> tails;
    private final Listener listener;
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> goals = new HashMap<>();
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final OutageLog outage;
    private volatile boolean closed;
    private volatile Consumer<byte[], byte[]> current;

    /**
     * @param tails the topics with how far back to begin; null begins at the very start
     */
    public TopicFollower(String name, Map<String, Object> kafka, Map<String, Duration> tails, Listener listener) {
        this.name = name;
        this.tails = tails;
        this.listener = listener;
        this.outage = new OutageLog("Kafka (" + name + ")");
        this.settings = new HashMap<>(kafka);
        settings.put("client.id", "gateway-" + name);
        settings.put("enable.auto.commit", false);
        settings.put("auto.offset.reset", "earliest");
        settings.put("fetch.min.bytes", 1);
        settings.put("fetch.max.bytes", 4 * 1024 * 1024);
        settings.put("max.poll.records", 1000);
        settings.put("reconnect.backoff.max.ms", 2000);
        settings.remove("group.id");
    }

    /** Begins, on a thread of its own. */
    public void start() {
        Thread.ofPlatform().daemon().name("follow-" + name).start(this::follow);
    }

    /** Answers once everything that was there at the start has been met. */
    public Uni<Void> caughtUp() {
        return Uni.createFrom().completionStage(caughtUp);
    }

    /** Whether everything that was there at the start has been met. */
    public boolean isCaughtUp() {
        return caughtUp.isDone();
    }

    @Override
    public void close() {
        closed = true;
        var consumer = current;
        if (consumer != null) {
            consumer.wakeup();
        }
    }

    private void follow() {
        while (!closed) {
            try (var consumer =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                current = consumer;
                assign(consumer);
                outage.ended();
                poll(consumer);
            } catch (WakeupException closing) {
                return;
            } catch (KafkaException failure) {
                outage.begun(failure.getMessage());
                pause();
            } catch (RuntimeException failure) {
                Log.errorf(failure, "following %s failed; it goes on from where it was", name);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException interrupted) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void assign(Consumer<byte[], byte[]> consumer) {
        if (next.isEmpty()) {
            begin(consumer);
        }
        consumer.assign(next.keySet());
        next.forEach(consumer::seek);
    }

    private void begin(Consumer<byte[], byte[]> consumer) {
        var identities = identities();
        var starts = new HashMap<TopicPartition, Long>();
        tails.forEach((topic, tail) -> starts.putAll(starts(consumer, topic, tail)));
        goals.putAll(consumer.endOffsets(starts.keySet()));
        tails.keySet().forEach(topic -> listener.started(topic, identities.get(topic), offsets(topic, starts)));
        next.putAll(starts);
        checkGoals();
    }

    private Map<String, String> identities() {
        try (var admin = Admin.create(settings)) {
            var identities = new HashMap<String, String>();
            var found = admin.describeTopics(tails.keySet()).allTopicNames().get();
            found.forEach((topic, description) ->
                    identities.put(topic, description.topicId().toString()));
            return identities;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        } catch (java.util.concurrent.ExecutionException failure) {
            throw new KafkaException(failure.getCause().getMessage(), failure.getCause());
        }
    }

    private static Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, String topic, Duration tail) {
        var partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        if (tail == null) {
            return consumer.beginningOffsets(partitions);
        }
        return tail(consumer, partitions, tail);
    }

    /** The offsets of the first records that are not older than this; the ends where there are none. */
    public static Map<TopicPartition, Long> tail(
            Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions, Duration age) {
        var since = System.currentTimeMillis() - age.toMillis();
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, since));
        var starts = new HashMap<>(consumer.endOffsets(partitions));
        consumer.offsetsForTimes(times).forEach((partition, found) -> {
            if (found != null) {
                starts.put(partition, found.offset());
            }
        });
        return starts;
    }

    private static long[] offsets(String topic, Map<TopicPartition, Long> starts) {
        var count = (int) starts.keySet().stream()
                .filter(partition -> partition.topic().equals(topic))
                .count();
        var offsets = new long[count];
        for (var partition = 0; partition < count; partition++) {
            offsets[partition] = starts.get(new TopicPartition(topic, partition));
        }
        return offsets;
    }

    private void poll(Consumer<byte[], byte[]> consumer) {
        var heardAt = System.nanoTime();
        while (!closed) {
            var records = consumer.poll(POLL);
            for (var entry : records) {
                listener.received(entry);
                next.put(new TopicPartition(entry.topic(), entry.partition()), entry.offset() + 1);
            }
            if (!records.isEmpty()) {
                heardAt = System.nanoTime();
                outage.ended();
            } else if (System.nanoTime() - heardAt > ALIVE.toNanos()) {
                checkBroker(consumer);
                heardAt = System.nanoTime();
            }
            if (!caughtUp.isDone()) {
                checkGoals(consumer);
            }
        }
    }

    /** A consumer says nothing when its broker is gone, so it is asked now and then. */
    private void checkBroker(Consumer<byte[], byte[]> consumer) {
        try {
            var ends = consumer.endOffsets(List.copyOf(next.keySet()), Duration.ofSeconds(4));
            if (!ends.isEmpty()) {
                outage.ended();
            }
        } catch (org.apache.kafka.common.errors.TimeoutException silence) {
            outage.begun(silence.getMessage());
        }
    }

    private void checkGoals(Consumer<byte[], byte[]> consumer) {
        goals.entrySet().removeIf(goal -> consumer.position(goal.getKey()) >= goal.getValue());
        if (goals.isEmpty()) {
            caughtUp.complete(null);
        }
    }

    private void checkGoals() {
        goals.entrySet().removeIf(goal -> next.getOrDefault(goal.getKey(), 0L) >= goal.getValue());
        if (goals.isEmpty()) {
            caughtUp.complete(null);
        }
    }
}
