package io.lamplighter.observations.graph;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.observations.Devices;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SubscriptionTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");

    private final UUID device = Devices.registered();

    @Test
    void tellsWhatComesOfTheDevicesAndNamesThatAreFollowed() {
        try (var http = HttpClient.newHttpClient()) {
            var told = new Told();
            var socket = http.newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(URI.create("ws://127.0.0.1:" + RestAssured.port + "/graphql"), told)
                    .join();
            send(socket, "{\"type\":\"connection_init\"}");
            await().atMost(Duration.ofSeconds(30)).until(() -> told.has("connection_ack"));
            send(
                    socket,
                    "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { observations(devices: [\\\"%s\\\"], names: [\\\"t\\\"]) { name number units validAt } }\"}}"
                            .formatted(device));

            // It begins when the topic is followed, which nobody is told: so it is sent until it comes.
            var sent = new AtomicInteger();
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        accepted(
                                json(device, "t", "21.5", "Cel", TIME.plusSeconds(sent.incrementAndGet())),
                                json(device, "other", "1", "W", TIME),
                                json(Devices.registered(), "t", "1", "Cel", TIME));
                        return told.has("next");
                    });

            assertThat(told.of("next")).allSatisfy(message -> {
                var observation = JsonPath.from(message).getMap("payload.data.observations");
                assertThat(observation)
                        .containsEntry("name", "t")
                        .containsEntry("number", 21.5f)
                        .containsEntry("units", "Cel");
            });
            send(socket, "{\"id\":\"1\",\"type\":\"complete\"}");
            socket.abort();
        }
    }

    @Test
    void refusesWhatIsNoDevice() {
        try (var http = HttpClient.newHttpClient()) {
            var told = new Told();
            var socket = http.newWebSocketBuilder()
                    .subprotocols("graphql-transport-ws")
                    .buildAsync(URI.create("ws://127.0.0.1:" + RestAssured.port + "/graphql"), told)
                    .join();
            send(socket, "{\"type\":\"connection_init\"}");
            await().atMost(Duration.ofSeconds(30)).until(() -> told.has("connection_ack"));
            send(
                    socket,
                    "{\"id\":\"1\",\"type\":\"subscribe\",\"payload\":{\"query\":\"subscription { observations(devices: [\\\"x\\\"]) { name } }\"}}");

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> told.messages.stream().anyMatch(message -> message.contains("must be a UUID")));
            assertThat(told.messages).noneMatch(message -> message.contains("io.lamplighter"));
            socket.abort();
        }
    }

    private static void send(WebSocket socket, String text) {
        assertThat(socket.sendText(text, true).join()).isNotNull();
    }

    private static final class Told implements WebSocket.Listener {
        private final List<String> messages = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                messages.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        boolean has(String type) {
            return !of(type).isEmpty();
        }

        List<String> of(String type) {
            return messages.stream()
                    .filter(message -> type.equals(JsonPath.from(message).getString("type")))
                    .toList();
        }
    }
}
