package io.lamplighter.interactions.runs;

import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.interactions.api.RunState;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A record of the topic of results: one that could be read, or one that could not and why. */
sealed interface Result {
    ConsumerRecord<String, byte[]> source();

    record Answer(ConsumerRecord<String, byte[]> source, CommandResult answer, JsonObject row) implements Result {}

    /** The one that answers the later attempt; of two for the same attempt the first. */
    static Answer later(Answer before, Answer next) {
        return attempt(next) > attempt(before) ? next : before;
    }

    private static int attempt(Answer result) {
        return result.answer().attempt() == null ? 0 : result.answer().attempt();
    }

    record Unreadable(ConsumerRecord<String, byte[]> source, String reason) implements Result {
        Message<byte[]> deadLetter() {
            var headers = new RecordHeaders(source.headers().toArray());
            for (var header : Map.of(
                            "dead-letter-reason", reason,
                            "dead-letter-topic", source.topic(),
                            "dead-letter-partition", Integer.toString(source.partition()),
                            "dead-letter-offset", Long.toString(source.offset()))
                    .entrySet()) {
                var ignored = headers.add(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8));
            }
            var metadata = OutgoingKafkaRecordMetadata.<String>builder().withHeaders(headers);
            if (source.key() != null) {
                metadata = metadata.withKey(source.key());
            }
            return Message.of(source.value() == null ? new byte[0] : source.value())
                    .addMetadata(metadata.build());
        }
    }

    static RunState state(CommandResult answer) {
        return switch (answer.outcome()) {
            case SUCCEEDED -> RunState.SUCCEEDED;
            case ACKNOWLEDGED -> RunState.ACKNOWLEDGED;
            case FAILED -> RunState.FAILED;
            case EXPIRED -> RunState.EXPIRED;
        };
    }
}
