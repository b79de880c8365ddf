package io.lamplighter.gateway.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class FeedTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private FeedClient client() {
        return FeedClient.connect(url.getPort());
    }

    private void observe(UUID device, String name, Object value, Instant at) {
        topics.send(
                "observations",
                device.toString(),
                "{\"deviceId\":\"%s\",\"observations\":[{\"name\":\"%s\",\"value\":%s,\"units\":\"Cel\",\"validAt\":\"%s\"}]}"
                        .formatted(device, name, value, at));
    }

    private static void subscribe(FeedClient client, String id, String stream, Object device, String since) {
        client.send("{\"type\":\"subscribe\",\"id\":\"%s\",\"stream\":\"%s\"%s%s}"
                .formatted(
                        id,
                        stream,
                        device == null ? "" : ",\"device\":\"" + device + "\"",
                        since == null ? "" : ",\"since\":\"" + since + "\""));
    }

    private static int values(FeedClient client, String id, int value) {
        return (int) client.all("update", id).stream()
                .filter(update -> update.path("item").path("value").asInt() == value)
                .count();
    }

    @Test
    void observationsBeginWithASnapshotAndThenHaveEveryChange() {
        var device = Devices.id();
        Stubs.LATEST.put(
                device.toString(),
                List.of(
                        "{\"deviceId\":\"%s\",\"name\":\"temperature\",\"kind\":\"attribute\",\"value\":20.5,\"units\":\"Cel\",\"validAt\":\"%s\",\"recordedAt\":\"%s\"}"
                                .formatted(device, BEGIN, BEGIN)));
        try (var client = client()) {
            subscribe(client, "a", "observations", device, null);
            var snapshot = client.await1("snapshot", "a");
            assertThat(snapshot.path("items")).hasSize(1);
            assertThat(snapshot.path("items").get(0).path("value").asDouble()).isEqualTo(20.5);
            assertThat(snapshot.path("cursor").asText()).isNotBlank();

            observe(Devices.id(), "temperature", 99, BEGIN);
            for (var value = 0; value < 20; value++) {
                observe(device, "temperature", value, BEGIN.plusSeconds(value + 1));
            }
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(client.all("update", "a")).hasSize(20));
            var update = client.all("update", "a").getFirst();
            assertThat(update.path("action").asText()).isEqualTo("update");
            assertThat(update.path("item").path("deviceId").asText()).isEqualTo(device.toString());
            assertThat(update.path("item").path("kind").asText()).isEqualTo("attribute");
            assertThat(update.path("item").path("units").asText()).isEqualTo("Cel");
            for (var value = 0; value < 20; value++) {
                assertThat(values(client, "a", value)).isEqualTo(1);
            }
        }
    }

    @Test
    void devicesAreToldAsTheyAreCreatedChangedAndDeleted() {
        var device = Devices.id();
        try (var client = client()) {
            subscribe(client, "d", "devices", null, null);
            assertThat(client.await1("snapshot", "d").path("cursor").asText()).isNotBlank();

            topics.send("devices", device.toString(), Devices.lamp(device, "fake", true, 1));
            topics.send("devices", device.toString(), Devices.lamp(device, "fake", true, 2));
            topics.send("devices", device.toString(), null);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(client.all("update", "d").stream()
                                    .filter(update -> update.path("item")
                                            .path("id")
                                            .asText()
                                            .equals(device.toString()))
                                    .map(update -> update.path("action").asText()))
                            .containsExactly("create", "update", "delete"));
        }
        topics.send("devices", device.toString(), Devices.lamp(device, "fake", true, 3));
        try (var client = client()) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                var id = Devices.id().toString();
                subscribe(client, id, "devices", device, null);
                assertThat(client.await1("snapshot", id).path("items")).hasSize(1);
                client.send("{\"type\":\"unsubscribe\",\"id\":\"" + id + "\"}");
            });
        }
    }

    @Test
    void runsAreToldAsTheyChange() {
        var device = Devices.id();
        try (var client = client()) {
            subscribe(client, "r", "runs", device, null);
            assertThat(client.await1("snapshot", "r").path("items")).isEmpty();
            topics.send(
                    "runs",
                    device.toString(),
                    "{\"id\":\"%s\",\"deviceId\":\"%s\",\"task\":\"pull_all\",\"state\":\"succeeded\",\"version\":3}"
                            .formatted(Devices.id(), device));
            assertThat(client.await1("update", "r").path("item").path("state").asText())
                    .isEqualTo("succeeded");
        }
    }

    @Test
    void manySubscriptionsOfOneSocketAreAllServed() {
        var devices = java.util.stream.Stream.generate(Devices::id).limit(10).toList();
        try (var client = client()) {
            devices.forEach(device -> subscribe(client, device.toString(), "observations", device, null));
            devices.forEach(device ->
                    assertThat(client.await1("snapshot", device.toString())).isNotNull());
            devices.forEach(device -> observe(device, "temperature", 1, BEGIN));
            devices.forEach(device -> assertThat(client.await1("update", device.toString())
                            .path("item")
                            .path("deviceId")
                            .asText())
                    .isEqualTo(device.toString()));
            assertThat(client.messages.stream()
                            .filter(message -> message.path("type").asText().equals("update")))
                    .hasSize(10);
        }
    }

    @Test
    void nothingFollowsAnUnsubscribe() {
        var device = Devices.id();
        try (var client = client()) {
            subscribe(client, "a", "observations", device, null);
            subscribe(client, "b", "observations", device, null);
            client.expect("snapshot", "a");
            client.expect("snapshot", "b");
            client.send("{\"type\":\"unsubscribe\",\"id\":\"a\"}");
            client.expect("unsubscribed", "a");
            observe(device, "temperature", 1, BEGIN);
            client.expect("update", "b");
            assertThat(client.all("update", "a")).isEmpty();
        }
    }

    @Test
    void clientThatWasCutOffGoesOnFromItsCursor() {
        var device = Devices.id();
        String cursor;
        try (var client = client()) {
            subscribe(client, "a", "observations", device, null);
            client.expect("snapshot", "a");
            observe(device, "temperature", 1, BEGIN);
            cursor = client.await1("update", "a").path("cursor").asText();
        }
        observe(device, "temperature", 2, BEGIN.plusSeconds(1));
        observe(device, "temperature", 3, BEGIN.plusSeconds(2));
        try (var client = client()) {
            subscribe(client, "again", "observations", device, cursor);
            observe(device, "temperature", 4, BEGIN.plusSeconds(3));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(client.all("update", "again").stream()
                                    .map(update ->
                                            update.path("item").path("value").asInt()))
                            .containsExactly(2, 3, 4));
            assertThat(client.all("snapshot", "again")).isEmpty();
        }
    }

    @Test
    void heartbeatTellsACursorToGoOnFrom() {
        var device = Devices.id();
        String cursor;
        try (var client = client()) {
            subscribe(client, "a", "observations", device, null);
            client.expect("snapshot", "a");
            cursor = client.await1(message -> message.path("type").asText().equals("heartbeat"))
                    .path("cursor")
                    .asText();
        }
        observe(device, "temperature", 2, BEGIN);
        try (var client = client()) {
            subscribe(client, "again", "observations", device, cursor);
            client.expect("update", "again");
            assertThat(client.all("snapshot", "again")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"oAAAAAAAAAAAAAAAA", "rubbish", "x.y.z", "o"})
    void clientWithAForeignCursorStartsOver(String cursor) {
        try (var client = client()) {
            subscribe(client, "a", "observations", Devices.id(), cursor);
            client.expect("snapshot", "a");
            assertThat(client.messages.getFirst().path("type").asText()).isEqualTo("reset");
        }
    }

    @Test
    void slowClientKeepsItsSocketAndGetsTheNewestOfEachSeries() {
        var device = Devices.id();
        var other = Devices.id();
        var long_ = "\"" + "x".repeat(8000) + "\"";
        try (var client = client()) {
            client.send("{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"observations\",\"device\":[\"%s\",\"%s\"]}"
                    .formatted(device, other));
            client.expect("snapshot", "a");
            client.paused = true;
            for (var round = 0; round < 6000; round++) {
                observe(other, "note", long_, BEGIN.plusSeconds(round));
                if (round % 3 == 0) {
                    observe(device, "temperature", round, BEGIN.plusSeconds(round));
                }
            }
            observe(device, "temperature", 77_777, BEGIN.plusSeconds(10_000));
            client.resume();
            client.expect(message -> message.path("item").path("value").asInt() == 77_777);
            assertThat(client.all("update", "a").size()).isLessThan(7000);
            assertThat(client.closeCode).isZero();
        }
    }

    @Test
    void observationsServiceThatIsAwayIsToldAndTheSocketStaysUsable() {
        var device = Devices.id();
        try (var client = client()) {
            Stubs.AWAY.put("observations", true);
            subscribe(client, "a", "observations", device, null);
            assertThat(client.await1("error", "a")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(503);
            Stubs.AWAY.clear();
            subscribe(client, "a", "observations", device, null);
            client.expect("snapshot", "a");
        } finally {
            Stubs.AWAY.clear();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rubbish | message",
                "{ | message",
                "[] | message",
                "null | message",
                "7 | message",
                "{} | id",
                "{\"type\":\"subscribe\",\"id\":7} | id",
                "{\"type\":\"subscribe\",\"id\":\"\"} | id",
                "{\"type\":\"dance\",\"id\":\"a\"} | type",
                "{\"id\":\"a\"} | type",
                "{\"type\":\"subscribe\",\"id\":\"a\"} | stream",
                "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"weather\"} | stream",
                "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\",\"device\":\"kitchen\"} | device",
                "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\",\"device\":[]} | device",
                "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\",\"device\":[7]} | device[0]",
                "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"runs\",\"since\":7} | since"
            })
    void badMessageIsRefusedAndTheSocketStaysUsable(String message, String field) {
        try (var client = client()) {
            client.send(message);
            var problem = client.await1(answer -> answer.path("type").asText().equals("error"))
                    .path("problem");
            assertThat(problem.path("status").asInt()).isEqualTo(400);
            assertThat(problem.path("violations").get(0).path("field").asText()).isEqualTo(field);
            subscribe(client, "fine", "runs", null, null);
            client.expect("snapshot", "fine");
        }
    }

    @Test
    void duplicateAndSurplusSubscriptionsAreRefused() {
        try (var client = client()) {
            subscribe(client, "0", "runs", null, null);
            subscribe(client, "0", "runs", null, null);
            assertThat(client.await1("error", "0")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(409);
            for (var index = 1; index <= 20; index++) {
                subscribe(client, Integer.toString(index), "runs", null, null);
            }
            assertThat(client.await1("error", "20")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(429);
            client.send("{\"type\":\"unsubscribe\",\"id\":\"nobody\"}");
            assertThat(client.await1("error", "nobody")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(404);
        }
    }

    @Test
    void binaryAndOversizedMessagesCloseTheSocketWithACode() {
        try (var client = client()) {
            client.sendBinary();
            await().atMost(Duration.ofSeconds(30)).until(() -> client.closeCode == 1003);
        }
        try (var client = client()) {
            client.send("x".repeat(2_000_000));
            await().atMost(Duration.ofSeconds(30)).until(() -> client.closeCode == 1009);
        }
    }

    @Test
    void pagesOfOtherHostsMayNotOpenTheFeed() {
        FeedClient.connect(url.getPort(), "http://127.0.0.1:8080").close();
        assertThatThrownBy(() ->
                        FeedClient.connect(url.getPort(), "http://evil.example").close())
                .hasStackTraceContaining("403");
    }
}
