package io.lamplighter.gateway.topics;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Puts aside what cannot be read, as it was, with the reason in its headers. */
@ApplicationScoped
public class DeadLetterPublisher {
    private final MutinyEmitter<byte[]> deadLetters;
    private final MeterRegistry meters;

    DeadLetterPublisher(
            @Channel("dead-letters-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4096)
                    MutinyEmitter<byte[]> deadLetters,
            MeterRegistry meters) {
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /** Answers once Kafka has it, however long that takes. */
    public Uni<Void> publish(ConsumerRecord<byte[], byte[]> unreadable, String reason) {
        meters.counter("lamplighter_dead_letters_total", "topic", unreadable.topic())
                .increment();
        Log.warnf(
                "unreadable record %s/%d@%d goes to the dead letters: %s",
                unreadable.topic(), unreadable.partition(), unreadable.offset(), reason);
        return Uni.createFrom()
                .deferred(() -> deadLetters.sendMessage(letter(unreadable, reason)))
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(5))
                .indefinitely();
    }

    private static Message<byte[]> letter(ConsumerRecord<byte[], byte[]> unreadable, String reason) {
        var headers = new RecordHeaders(unreadable.headers().toArray());
        headers.add(CloudEvent.header("dead-letter-reason", reason));
        headers.add(CloudEvent.header("dead-letter-topic", unreadable.topic()));
        headers.add(CloudEvent.header("dead-letter-partition", Integer.toString(unreadable.partition())));
        headers.add(CloudEvent.header("dead-letter-offset", Long.toString(unreadable.offset())));
        return Message.of(unreadable.value() == null ? new byte[0] : unreadable.value())
                .addMetadata(OutgoingKafkaRecordMetadata.<byte[]>builder()
                        .withTopic(unreadable.topic() + "-dead-letter")
                        .withKey(unreadable.key())
                        .withHeaders(headers)
                        .build());
    }
}
