package io.lamplighter.driver.wot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lamplighter.driver.DriverException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A stream of server-sent events (html.spec.whatwg.org, 9.2), as the WoT profile for them uses it: the event is the name of
 * the property or event, the data its value, and the id the time (W3C WoT Profile, 8).
 */
final class EventStream {
    private static final Duration FUTURE = Duration.ofSeconds(50);
    private static final Duration PAST = Duration.ofHours(1);

    private final WotClient client;
    private final Listening listening;
    private final Thing.Stream stream;
    private final SseParser parser = new SseParser();

    EventStream(WotClient client, Listening listening, Thing.Stream stream) {
        this.client = client;
        this.listening = listening;
        this.stream = stream;
    }

    void begin() {
        var request = listening.request(stream);
        client.listening()
                .request(request.options(listening.target().account()).putHeader("Cache-Control", "no-store"))
                .onSuccess(opened -> send(opened, request))
                .onFailure(listening::failed);
    }

    private void send(HttpClientRequest opened, Request request) {
        listening.until(opened::reset);
        if (listening.isEnded()) {
            return;
        }
        try {
            var _ = Exchange.checked(opened, request, listening.target().account());
        } catch (DriverException refused) {
            listening.failed(refused);
            return;
        }
        opened.response().onSuccess(this::receive).onFailure(listening::failed);
        opened.end(request.body()).onFailure(listening::failed);
    }

    private void receive(HttpClientResponse response) {
        var type = response.getHeader("Content-Type");
        if (response.statusCode() != 200) {
            var wait = response.getHeader("Retry-After");
            listening.failed(Answers.failure(response.statusCode(), wait == null ? "" : wait));
            return;
        }
        if (type == null || !type.toLowerCase(java.util.Locale.ROOT).startsWith("text/event-stream")) {
            listening.failed(new DriverException.ProtocolViolation("what should be an event stream is none", null));
            return;
        }
        response.exceptionHandler(listening::failed);
        response.handler(this::add);
        response.endHandler(end -> listening.failed(
                new DriverException.Unreachable("the device ended the event stream", (Throwable) null)));
        listening.begun();
    }

    private void add(Buffer part) {
        try {
            var messages = parser.add(part.getBytes());
            messages.forEach(this::take);
            if (messages.isEmpty()) {
                listening.alive();
            }
        } catch (DriverException failure) {
            listening.failed(failure);
        }
    }

    private void take(SseParser.Message message) {
        var value = value(message.data());
        var at = time(message.id());
        if (stream.told().size() == 1) {
            listening.told(stream, stream.told().keySet().iterator().next(), value, at);
        } else if (message.event().isEmpty() && value.isObject()) {
            // Some tell several properties in one message, by name.
            value.properties().forEach(entry -> listening.told(stream, entry.getKey(), entry.getValue(), at));
        } else {
            listening.told(stream, message.event(), value, at);
        }
    }

    private static JsonNode value(String data) {
        try {
            return data.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(data);
        } catch (JsonProcessingException plain) {
            return TextNode.valueOf(data);
        }
    }

    /** The same each time the same is told; a time that is not near ours is no time to rely on. */
    private Instant time(String id) {
        var now = listening.now();
        try {
            var told = OffsetDateTime.parse(id).toInstant();
            return told.isAfter(now.plus(FUTURE)) || told.isBefore(now.minus(PAST)) ? now : told;
        } catch (DateTimeException notATime) {
            return now;
        }
    }
}
