package io.lamplighter.observations.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Puts aside what cannot be read or stored, with the reason, on {@code <topic>-dead-letter}. */
@Singleton
public class DeadLetters {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
    private static final int REASON_LIMIT = 1000;
    private static final int SHORTENED = 64 * 1024;

    private final RecordSender sender;
    private final MeterRegistry metrics;

    DeadLetters(RecordSender sender, MeterRegistry metrics) {
        this.sender = sender;
        this.metrics = metrics;
    }

    /** A record and why it is put aside. */
    public record DeadLetter(ConsumerRecord<byte[], byte[]> original, String reason) {}

    /** Succeeds when Kafka has them, and tries until it does: whoever waits may acknowledge the originals afterwards. */
    public Uni<Void> bury(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return sender.send(letters.stream().map(DeadLetters::whole).toList())
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onFailure(RecordTooLargeException.class)
                .recoverWithUni(() ->
                        sender.send(letters.stream().map(DeadLetters::shortened).toList()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .indefinitely()
                .invoke(() -> letters.forEach(this::count));
    }

    private void count(DeadLetter letter) {
        var topic = letter.original().topic();
        metrics.counter("lamplighter.dead.letters", "topic", topic).increment();
        Log.debugf("A record of %s went to the dead letters: %s", topic, letter.reason());
    }

    private static ProducerRecord<byte[], byte[]> whole(DeadLetter letter) {
        return toBeSent(letter, letter.original().value());
    }

    // The original filled a whole record already, so that nothing is left for the reason.
    private static ProducerRecord<byte[], byte[]> shortened(DeadLetter letter) {
        var value = letter.original().value();
        if (value == null || value.length <= SHORTENED) {
            return whole(letter);
        }
        var shortened = toBeSent(letter, Arrays.copyOf(value, SHORTENED));
        shortened
                .headers()
                .add("dead-letter-shortened", Integer.toString(value.length).getBytes(UTF_8));
        return shortened;
    }

    private static ProducerRecord<byte[], byte[]> toBeSent(DeadLetter letter, byte[] value) {
        var original = letter.original();
        var headers = new RecordHeaders(original.headers());
        headers.add("dead-letter-reason", reason(letter).getBytes(UTF_8));
        headers.add("dead-letter-topic", original.topic().getBytes(UTF_8));
        headers.add(
                "dead-letter-partition", Integer.toString(original.partition()).getBytes(UTF_8));
        headers.add("dead-letter-offset", Long.toString(original.offset()).getBytes(UTF_8));
        return new ProducerRecord<>(original.topic() + "-dead-letter", null, original.key(), value, headers);
    }

    private static String reason(DeadLetter letter) {
        var reason = letter.reason();
        return reason.length() <= REASON_LIMIT ? reason : reason.substring(0, REASON_LIMIT);
    }
}
