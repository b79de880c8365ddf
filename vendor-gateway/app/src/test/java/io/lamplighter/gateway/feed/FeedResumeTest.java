package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.device;
import static io.lamplighter.gateway.feed.Asking.observe;
import static io.lamplighter.gateway.feed.Asking.observeMany;
import static io.lamplighter.gateway.feed.Asking.since;
import static io.lamplighter.gateway.feed.Asking.subscribe;
import static io.lamplighter.gateway.feed.Asking.valuesTold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** In memory are 500 records here, and 50 may wait for a client: what is missed must be read from Kafka again. */
@GatewayTest
class FeedResumeTest {
    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private FeedClient client() {
        return FeedClient.connect(url.getPort());
    }

    private String cursor(UUID... devices) {
        try (var client = client()) {
            subscribe(client, "a", "observations", device((Object[]) devices));
            return client.await1("snapshot", "a").path("cursor").asText();
        }
    }

    private static void awaitValues(FeedClient client, String id, List<Integer> expected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(valuesTold(client, id)).hasSizeGreaterThanOrEqualTo(expected.size()));
        assertThat(valuesTold(client, id)).containsExactlyElementsOf(expected);
    }

    @Test
    void whatIsNotInMemoryAnyMoreIsReadFromKafkaAgain() {
        var device = Devices.id();
        var cursor = cursor(device);
        IntStream.range(0, 20).forEach(second -> observe(topics, device, "temperature", second, second));
        observeMany(topics, 3_000, number -> Devices.id(), "noise");
        IntStream.range(20, 40).forEach(second -> observe(topics, device, "temperature", second, second));
        try (var client = client()) {
            subscribe(client, "a", "observations", device(device), since(cursor));
            awaitValues(client, "a", IntStream.range(0, 40).boxed().toList());
            observe(topics, device, "temperature", 40, 40);
            awaitValues(client, "a", IntStream.rangeClosed(0, 40).boxed().toList());
            assertThat(client.all("snapshot", "a")).isEmpty();
            assertThat(client.all("reset", "a")).isEmpty();
        }
    }

    @Test
    void clientThatReadsIsToldAllOfALongGapAlsoWhileMoreComes() {
        var devices = Stream.generate(Devices::id).limit(10).toList();
        var cursor = cursor(devices.toArray(UUID[]::new));
        observeMany(topics, 4_000, number -> devices.get(number % 10), "temperature");
        try (var client = client()) {
            subscribe(client, "a", "observations", device(devices.toArray()), since(cursor));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(client.all("update", "a")).hasSizeGreaterThanOrEqualTo(4_000));
            assertThat(valuesTold(client, "a").stream().distinct().toList()).hasSize(4_000);
            assertThat(client.all("conflated", "a")).isEmpty();
            assertThat(client.all("reset", "a")).isEmpty();
            for (var device : devices) {
                var ofDevice = client.all("update", "a").stream()
                        .filter(update ->
                                update.path("item").path("deviceId").asText().equals(device.toString()))
                        .map(update -> update.path("item").path("value").asInt())
                        .toList();
                assertThat(ofDevice).isSorted();
            }
        }
    }

    @Test
    void manyThatComeBackTogetherEachGetTheirOwn() {
        var devices = Stream.generate(Devices::id).limit(40).toList();
        var cursor = cursor(devices.toArray(UUID[]::new));
        observeMany(topics, 2_000, number -> devices.get(number % 40), "temperature");
        var clients = devices.stream().map(device -> client()).toList();
        try {
            IntStream.range(0, 40)
                    .forEach(number -> subscribe(
                            clients.get(number), "a", "observations", device(devices.get(number)), since(cursor)));
            for (var number = 0; number < 40; number++) {
                var own = number;
                awaitValues(
                        clients.get(number),
                        "a",
                        IntStream.range(0, 50)
                                .mapToObj(round -> own + 40 * round)
                                .toList());
            }
        } finally {
            clients.forEach(FeedClient::close);
        }
    }

    @Test
    void whoWasAwayForTooLongStartsOver() {
        var device = Devices.id();
        var cursor = Cursor.read('o', cursor(device)).orElseThrow();
        observeMany(topics, 21_000, number -> Devices.id(), "noise");
        var beginning = new Cursor('o', cursor.world(), new long[cursor.offsets().length]);
        try (var client = client()) {
            subscribe(client, "a", "observations", device(device), since(beginning.text()));
            client.expect("reset", "a");
            client.expect("snapshot", "a");
            observe(topics, device, "temperature", 1, 1);
            client.expect("update", "a");
        }
    }

    @Test
    void cursorOfAReplicaThatIsALittleAheadIsGoodAndOneOfAnotherWorldIsNot() {
        var device = Devices.id();
        var cursor = Cursor.read('o', cursor(device)).orElseThrow();
        var ahead = cursor.offsets().clone();
        ahead[0] += 3;
        try (var client = client()) {
            subscribe(
                    client, "a", "observations", device(device), since(new Cursor('o', cursor.world(), ahead).text()));
            observe(topics, device, "temperature", 1, 1);
            client.expect("update", "a");
            assertThat(client.all("reset", "a")).isEmpty();
            ahead[0] += 1_000_000;
            subscribe(
                    client, "b", "observations", device(device), since(new Cursor('o', cursor.world(), ahead).text()));
            client.expect("reset", "b");
            subscribe(client, "c", "observations", device(device), since(new Cursor('o', 1, cursor.offsets()).text()));
            client.expect("reset", "c");
            subscribe(
                    client,
                    "d",
                    "observations",
                    device(device),
                    since(new Cursor('o', cursor.world(), new long[3]).text()));
            client.expect("reset", "d");
        }
    }
}
