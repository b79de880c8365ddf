package io.lamplighter.interactions.topics;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * One CloudEvent about a device.
 *
 * @param id the same for a repetition of the same event
 */
public record Event(String id, String type, Instant time, UUID deviceId, String body) {

    Message<byte[]> message() {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_type", type);
        add(headers, "ce_source", "/interactions-service");
        add(headers, "ce_time", time.toString());
        add(headers, "ce_subject", deviceId.toString());
        add(headers, "content-type", "application/json");
        return Message.of(body.getBytes(StandardCharsets.UTF_8))
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withKey(deviceId.toString())
                        .withHeaders(headers)
                        .build());
    }

    private static void add(RecordHeaders headers, String name, String value) {
        var ignored = headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
