package io.lamplighter.gateway.discoveries;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FoundDevice;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.api.IgnoredDevice;
import io.lamplighter.gateway.topics.CloudEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Writes the topic of the inbox; answers when Kafka has it, or fails soon with {@link InboxUnavailableException}. */
@ApplicationScoped
class InboxPublisher {
    private static final int AT_ONCE = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MutinyEmitter<byte[]> discoveries;
    private final ObjectMapper json;
    private final Clock clock;

    InboxPublisher(
            @Channel("discoveries-out") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 16_384)
                    MutinyEmitter<byte[]> discoveries,
            ObjectMapper json,
            Clock clock) {
        this.discoveries = discoveries;
        this.json = json;
        this.clock = clock;
    }

    Uni<Void> found(List<FoundDevice> devices) {
        return Multi.createFrom()
                .iterable(devices)
                .onItem()
                .transformToUni(device -> send(GatewayTopics.DEVICE_FOUND, device.id(), "", bytes(device)))
                .merge(AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    Uni<Void> forgotten(UUID id) {
        return send(GatewayTopics.DEVICE_FOUND, id, "", null);
    }

    Uni<Void> ignored(IgnoredDevice device) {
        return send(GatewayTopics.DEVICE_IGNORED, device.id(), GatewayTopics.IGNORED, bytes(device));
    }

    Uni<Void> ignoredNoMore(UUID id) {
        return send(GatewayTopics.DEVICE_IGNORED, id, GatewayTopics.IGNORED, null);
    }

    private Uni<Void> send(String type, UUID id, String suffix, byte[] value) {
        var now = clock.instant();
        var event = new CloudEvent(type, id + suffix + ":" + now, now, id, Map.of());
        return Uni.createFrom()
                .deferred(() -> discoveries.sendMessage(Message.of(value).addMetadata(event.metadata(id + suffix))))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(failure -> new InboxUnavailableException("what was found cannot be kept now", failure));
    }

    private byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
