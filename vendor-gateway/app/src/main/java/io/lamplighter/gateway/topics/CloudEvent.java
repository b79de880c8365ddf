package io.lamplighter.gateway.topics;

import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The CloudEvents 1.0 attributes of a record about one device, in binary mode.
 *
 * @param id the same for the same event said again
 * @param extensions further attributes, lower-case letters and digits
 */
public record CloudEvent(String type, String id, Instant time, UUID deviceId, Map<String, String> extensions) {
    private static final String SOURCE = "/vendor-gateway";

    public OutgoingKafkaRecordMetadata<String> metadata() {
        return metadata(deviceId.toString());
    }

    /** Of a record that is about something else than a device. */
    public OutgoingKafkaRecordMetadata<String> metadata(String subject) {
        return OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(subject)
                .withHeaders(headers(subject))
                .build();
    }

    private List<RecordHeader> headers(String subject) {
        var headers = new ArrayList<>(List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", id),
                header("ce_type", type),
                header("ce_source", SOURCE),
                header("ce_time", time.toString()),
                header("ce_subject", subject),
                header("content-type", "application/json")));
        extensions.forEach((name, value) -> headers.add(header("ce_" + name, value)));
        return headers;
    }

    static RecordHeader header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
