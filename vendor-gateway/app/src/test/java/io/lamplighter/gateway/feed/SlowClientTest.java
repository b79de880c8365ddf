package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.BEGIN;
import static io.lamplighter.gateway.feed.Asking.device;
import static io.lamplighter.gateway.feed.Asking.observation;
import static io.lamplighter.gateway.feed.Asking.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Clients that do not read: 50 changes may wait for them here, besides what is under way. */
@GatewayTest
class SlowClientTest {
    private static final String LONG = "x".repeat(900);
    private static final int CHANGES = 15_000;

    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private FeedClient paused(String stream, UUID device) {
        var client = FeedClient.connect(url.getPort());
        subscribe(client, "a", stream, device(device));
        client.expect("snapshot", "a");
        client.paused = true;
        return client;
    }

    private static long leftOut(FeedClient client) {
        return client.all("conflated", "a").stream()
                .mapToLong(notice -> notice.path("count").asLong())
                .sum();
    }

    @Test
    void everyChangeIsEitherToldOrCountedAsLeftOutAndTheNewestIsToldLast() {
        var device = Devices.id();
        try (var client = paused("observations", device)) {
            topics.sendAll(
                    "observations",
                    IntStream.range(0, CHANGES)
                            .<Map.Entry<String, String>>mapToObj(number -> new SimpleEntry<>(
                                    device.toString(),
                                    observation(
                                            device, "note", "\"" + number + LONG + "\"", BEGIN.plusSeconds(number))))
                            .toList());
            client.resume();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.messages.stream()
                            .anyMatch(message ->
                                    message.path("item").path("value").asText().startsWith((CHANGES - 1) + "x")));
            assertThat(leftOut(client)).isPositive();
            assertThat(client.all("update", "a").size() + leftOut(client)).isEqualTo(CHANGES);
            var notice = client.all("conflated", "a").getFirst().path("series").get(0);
            assertThat(notice.path("deviceId").asText()).isEqualTo(device.toString());
            assertThat(notice.path("name").asText()).isEqualTo("note");
            assertThat(notice.path("from").asText())
                    .isLessThan(notice.path("to").asText());
            assertThat(client.closeCode).isZero();
        }
    }

    @Test
    void runsAreNeverConflatedButStartOver() {
        var device = Devices.id();
        try (var client = paused("runs", device)) {
            topics.sendAll(
                    "runs",
                    IntStream.range(0, CHANGES)
                            .<Map.Entry<String, String>>mapToObj(number -> new SimpleEntry<>(
                                    device.toString(),
                                    "{\"id\":\"%s\",\"deviceId\":\"%s\",\"task\":\"%s\",\"state\":\"succeeded\",\"version\":2}"
                                            .formatted(Devices.id(), device, LONG)))
                            .toList());
            sendRun(device, "newest");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> RestAssured.get("/feed/recent?stream=runs&limit=1&device=" + device)
                            .asString()
                            .contains("newest"));
            client.resume();
            client.expect("reset", "a");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> client.all("snapshot", "a").size() >= 2);
            assertThat(client.all("conflated", "a")).isEmpty();
            sendRun(device, "last");
            // as an update, or in the snapshot of one more start over
            client.expect(message -> message.findValuesAsText("task").contains("last"));
        }
    }

    private void sendRun(UUID device, String task) {
        topics.send(
                "runs",
                device.toString(),
                "{\"id\":\"%s\",\"deviceId\":\"%s\",\"task\":\"%s\",\"state\":\"succeeded\",\"version\":2}"
                        .formatted(Devices.id(), device, task));
    }

    @Test
    void slowClientDelaysOnlyItself() {
        var device = Devices.id();
        try (var slow = paused("observations", device);
                var fast = FeedClient.connect(url.getPort())) {
            subscribe(fast, "a", "observations", device(device), "\"name\":\"count\"");
            fast.expect("snapshot", "a");
            for (var number = 0; number < 200; number++) {
                topics.send(
                        "observations",
                        device.toString(),
                        observation(device, "count", number, BEGIN.plusSeconds(number)));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> fast.all("update", "a").size() == 200);
            assertThat(slow.all("update", "a").size()).isLessThan(200);
        }
    }
}
