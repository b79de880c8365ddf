package io.lamplighter.observations.topics;

import io.lamplighter.observations.problems.Outage;
import io.lamplighter.observations.problems.Outages;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records to Kafka, all of a call pipelined, and tells when Kafka has acknowledged every one. The producer is
 * used directly: a request may bring thousands of records, and each hop through a channel would count.
 */
@Singleton
public class RecordSender {
    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(3);
    private static final int LARGEST_REQUEST = 2 * 1024 * 1024;

    private final Map<String, Object> kafka;
    private final TopicsConfig config;
    private final Outage outage;
    private final Timer acknowledged;
    private Producer<byte[], byte[]> producer;

    RecordSender(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            TopicsConfig config,
            Outages outages,
            MeterRegistry metrics) {
        this.acknowledged = metrics.timer("lamplighter.observations.step", "step", "kafka");
        this.outage = outages.kafka();
        this.kafka = kafka;
        this.config = config;
    }

    /**
     * Succeeds when Kafka has every record, fails when it is known not to have one of them. Must be subscribed to on a
     * worker thread: it is held up, for a bounded time, while Kafka has never answered or the buffer is full.
     */
    public Uni<Void> send(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var began = System.nanoTime();
        return Uni.createFrom()
                .<Void>emitter(emitter -> new Sending(records.size(), emitter).start(records))
                .onFailure(failure -> !(failure instanceof RecordTooLargeException))
                .invoke(outage::begin)
                .onItem()
                .invoke(() -> {
                    acknowledged.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
                    outage.end();
                });
    }

    // Not at start: Kafka may be absent then.
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> settings() {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "observations-service");
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, config.batchSize());
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, config.bufferMemory());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression());
        settings.put(
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(config.deliverWithin().toMillis()));
        settings.put(
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(Math.min(
                        REQUEST_LIMIT.toMillis(), config.deliverWithin().toMillis() - 500)));
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, config.blockFor().toMillis());
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "1000");
        return settings;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(config.deliverWithin());
        }
    }

    private final class Sending {
        private final AtomicInteger open;
        private final AtomicReference<Exception> failure = new AtomicReference<>();
        private final UniEmitter<? super Void> emitter;

        Sending(int records, UniEmitter<? super Void> emitter) {
            this.open = new AtomicInteger(records);
            this.emitter = emitter;
        }

        void start(List<ProducerRecord<byte[], byte[]>> records) {
            var sent = 0;
            try {
                for (var each : records) {
                    if (failure.get() != null) {
                        break;
                    }
                    send(each);
                    sent++;
                }
            } catch (RuntimeException refused) {
                failure.compareAndSet(null, refused);
            }
            settle(records.size() - sent);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // the callback has it
        private void send(ProducerRecord<byte[], byte[]> each) {
            producer().send(each, (metadata, failed) -> acknowledge(failed));
        }

        private void acknowledge(Exception failed) {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
            settle(1);
        }

        private void settle(int records) {
            if (records == 0 || open.addAndGet(-records) > 0) {
                return;
            }
            if (failure.get() == null) {
                emitter.complete(null);
            } else {
                emitter.fail(failure.get());
            }
        }
    }
}
