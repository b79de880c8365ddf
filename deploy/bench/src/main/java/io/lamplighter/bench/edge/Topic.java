package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads everything that comes on a topic from now on, outside of every consumer group. */
public final class Topic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> reading;
    private volatile boolean isClosed;

    /**
     * Reads from the ends of the partitions as they are when this returns.
     *
     * @param taker called on one thread
     */
    public Topic(String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> taker)
            throws InterruptedException {
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 50),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        reading = thread.submit(() -> read(consumer, taker));
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            var _ = reading.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw new BenchException("The topic could not be read", failure.getCause());
        } catch (TimeoutException | InterruptedException stuck) {
            // its connection ends with the process
        } finally {
            thread.shutdownNow();
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (consumer) {
            while (!isClosed) {
                consumer.poll(POLL).forEach(taker);
            }
        }
    }
}
