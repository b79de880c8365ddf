package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.observe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class EventStreamTest {
    @TestHTTPResource("/feed/events")
    URL url;

    @Inject
    Topics topics;

    /** One event as it came. */
    private record Event(String id, String type, JsonNode data) {}

    /** A client that reads until it is closed. */
    private static final class Events implements AutoCloseable {
        private static final ObjectMapper JSON = new ObjectMapper();
        final List<Event> events = new CopyOnWriteArrayList<>();
        private final HttpClient http = HttpClient.newHttpClient();
        private String id = "";
        private String type = "";

        Events(String url, String lastEventId) {
            var request = HttpRequest.newBuilder(URI.create(url));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            var _ = http.sendAsync(request.build(), BodyHandlers.ofLines())
                    .thenAccept(answer -> answer.body().forEach(this::take));
        }

        private void take(String line) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                type = line.substring(7);
            } else if (line.startsWith("data: ")) {
                events.add(new Event(id, type, read(line.substring(6))));
            }
        }

        private static JsonNode read(String data) {
            try {
                return JSON.readTree(data);
            } catch (IOException noJson) {
                throw new UncheckedIOException(noJson);
            }
        }

        Event first(Predicate<Event> wanted) {
            return await().atMost(Duration.ofSeconds(30))
                    .until(() -> events.stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
                    .orElseThrow();
        }

        void expect(Predicate<Event> wanted) {
            var _ = first(wanted);
        }

        Event update(int value) {
            return first(event -> event.type().equals("update")
                    && event.data().path("item").path("value").asInt() == value);
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    @Test
    void eventsAreTheMessagesOfTheFeedAndLastEventIdGoesOn() {
        var device = Devices.id();
        var query = "?stream=observations&device=" + device + "&name=temperature&fields=value";
        String last;
        try (var events = new Events(url + query, null)) {
            var snapshot = events.first(event -> event.type().equals("snapshot"));
            assertThat(snapshot.data().path("id").asText()).isEqualTo("observations");
            observe(topics, device, "humidity", 5, 0);
            observe(topics, device, "temperature", 1, 1);
            var update = events.update(1);
            assertThat(update.data().path("item").has("units")).isFalse();
            last = update.id();
            assertThat(last).isNotEmpty();
        }
        observe(topics, device, "temperature", 2, 2);
        try (var events = new Events(url + query, last)) {
            assertThat(events.update(2)).isNotNull();
            assertThat(events.events).noneMatch(event -> event.type().equals("snapshot"));
            events.expect(event -> event.type().equals("heartbeat"));
        }
    }

    @Test
    void severalStreamsGoOnEachFromItsOwnPlace() {
        var device = Devices.id();
        var query = "?stream=observations&stream=runs&stream=devices&device=" + device;
        String last;
        try (var events = new Events(url + query, null)) {
            for (var stream : List.of("observations", "runs", "devices")) {
                events.expect(event -> event.type().equals("snapshot")
                        && event.data().path("id").asText().equals(stream));
            }
            observe(topics, device, "temperature", 1, 1);
            last = events.update(1).id();
            assertThat(last).contains("observations~", "runs~", "devices~");
        }
        observe(topics, device, "temperature", 2, 2);
        topics.send("devices", device.toString(), Devices.lamp(device));
        try (var events = new Events(url + query, last)) {
            assertThat(events.update(2)).isNotNull();
            events.expect(event -> event.data().path("id").asText().equals("devices")
                    && event.data().path("action").asText().equals("create"));
            assertThat(events.events).noneMatch(event -> event.type().equals("snapshot"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', stream",
        "?stream=weather, stream",
        "?stream=, stream",
        "?stream=runs&device=kitchen, device[0]",
        "?stream=devices&fields=color, fields",
        "?stream=runs&user=%00, user"
    })
    void badQueryIsAnsweredWithAProblem(String query, String field) {
        RestAssured.given()
                .urlEncodingEnabled(false)
                .get(url + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", org.hamcrest.Matchers.equalTo(field));
    }

    @Test
    void pageOfAnotherHostIsRefused() {
        RestAssured.given()
                .header("Origin", "http://evil.example")
                .get(url + "?stream=runs")
                .then()
                .statusCode(403);
    }
}
