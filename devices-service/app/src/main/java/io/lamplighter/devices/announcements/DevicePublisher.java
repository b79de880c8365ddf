package io.lamplighter.devices.announcements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.DevicesTopics;
import io.lamplighter.devices.registry.DeviceChange;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Writes changes to the topic {@code devices}, as CloudEvents in binary mode. */
@ApplicationScoped
class DevicePublisher {
    private final MutinyEmitter<Record<String, byte[]>> devices;
    private final ObjectMapper json;

    DevicePublisher(
            @Channel("devices-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 10_000)
                    MutinyEmitter<Record<String, byte[]>> devices,
            ObjectMapper json) {
        this.devices = devices;
        this.json = json;
    }

    /** Done when Kafka has acknowledged it. */
    Uni<Void> publish(DeviceChange change) {
        var headers = OutgoingKafkaRecordMetadata.<String>builder()
                .withHeaders(headers(change))
                .build();
        return devices.sendMessage(
                Message.of(Record.of(change.id().toString(), value(change.device())), Metadata.of(headers)));
    }

    private byte[] value(DeviceView device) {
        try {
            return device == null ? null : json.writeValueAsBytes(device);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static Headers headers(DeviceChange change) {
        var headers = new RecordHeaders();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", change.id() + ":" + change.version());
        add(headers, "ce_source", "/devices-service");
        add(headers, "ce_type", change.device() == null ? DevicesTopics.DEVICE_DELETED : DevicesTopics.DEVICE_CHANGED);
        add(headers, "ce_subject", change.id().toString());
        add(headers, "ce_time", change.at().toString());
        if (change.device() != null) {
            add(headers, "content-type", "application/json");
        }
        return headers;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
