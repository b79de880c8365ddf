package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.FeedMessage;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows the sockets and does what their clients ask. */
@ApplicationScoped
class Feed {
    private static final CloseReason TEXT_ONLY = new CloseReason(1003, "the feed takes text messages only");

    private static final CloseReason TOO_LARGE = new CloseReason(1009, "the message is too large");

    private final Map<String, FeedSocket> sockets = new ConcurrentHashMap<>();
    private final FeedStreams streams;
    private final FeedConfig config;
    private final ObjectMapper json;
    private final Clock clock;
    private final FeedMeters meters;

    Feed(
            FeedStreams streams,
            FeedConfig config,
            ObjectMapper json,
            Clock clock,
            io.micrometer.core.instrument.MeterRegistry meters) {
        this.streams = streams;
        this.config = config;
        this.json = json;
        this.clock = clock;
        this.meters = new FeedMeters(meters, sockets);
    }

    void start(@Observes StartupEvent start) {
        Multi.createFrom()
                .ticks()
                .every(config.heartbeat())
                .onOverflow()
                .drop()
                .subscribe()
                .with(tick -> sockets.values().forEach(socket -> socket.heartbeat(this::heartbeat)));
    }

    private FeedMessage heartbeat() {
        return new FeedMessage.Heartbeat(streams.cursor(), clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    boolean isFull() {
        return sockets.size() >= config.maxSockets();
    }

    void opened(WebSocketConnection connection) {
        sockets.put(connection.id(), new FeedSocket(connection, json, config, meters));
    }

    void closed(WebSocketConnection connection) {
        var socket = sockets.remove(connection.id());
        if (socket != null) {
            socket.closed();
        }
    }

    void binary(WebSocketConnection connection) {
        var socket = sockets.get(connection.id());
        if (socket != null) {
            socket.close(TEXT_ONLY);
        }
    }

    void received(WebSocketConnection connection, String text) {
        var socket = sockets.get(connection.id());
        if (socket == null) {
            return;
        }
        if (text.length() > config.maxMessage()) {
            socket.close(TOO_LARGE);
            return;
        }
        String id = null;
        try {
            var message = parsed(text);
            id = id(message);
            serve(socket, FeedRequest.read(message, config.maxDevices()));
        } catch (FeedException refused) {
            meters.refused();
            socket.answer(new FeedMessage.Failure(id, refused.problem()));
        }
    }

    private JsonNode parsed(String text) {
        try {
            var message = json.readTree(text);
            if (message != null) {
                return message;
            }
        } catch (JsonProcessingException broken) {
            throw FeedRequest.refused("message", "is not readable JSON");
        }
        throw FeedRequest.refused("message", "must be a JSON object");
    }

    private static String id(JsonNode message) {
        var id = message.get("id");
        return id != null && id.isTextual() && id.textValue().length() <= 100 ? id.textValue() : null;
    }

    private void serve(FeedSocket socket, FeedRequest request) {
        if (request.subscribe()) {
            var stream = streams.stream(request.stream());
            var subscription = socket.open(request, stream);
            socket.begin(subscription, streams.ready(request.stream()), request.since());
        } else {
            socket.unsubscribe(request.id());
        }
    }
}
