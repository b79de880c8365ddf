package io.lamplighter.gateway.vendors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.GatewayTopics;
import io.lamplighter.gateway.api.PresenceView;
import io.lamplighter.gateway.topics.CloudEvent;
import io.quarkus.logging.Log;
import io.smallrye.reactive.messaging.MutinyEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/** Tells every change of how a device is doing; one that is lost is made good by the next. */
@ApplicationScoped
class PresencePublisher {
    private final MutinyEmitter<byte[]> presence;
    private final ObjectMapper json;

    PresencePublisher(
            @Channel("presence-out") @OnOverflow(OnOverflow.Strategy.DROP) MutinyEmitter<byte[]> presence,
            ObjectMapper json) {
        this.presence = presence;
        this.json = json;
    }

    void publish(PresenceView view) {
        var event = new CloudEvent(
                GatewayTopics.PRESENCE_CHANGED,
                view.deviceId() + ":" + view.since(),
                view.since(),
                view.deviceId(),
                Map.of());
        presence.sendMessage(Message.of(bytes(view)).addMetadata(event.metadata()))
                .subscribe()
                .with(sent -> {}, failure -> Log.debugf("presence is not told: %s", failure.getMessage()));
    }

    private byte[] bytes(PresenceView view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
