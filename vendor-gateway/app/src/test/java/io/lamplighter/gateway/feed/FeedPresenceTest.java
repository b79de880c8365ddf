package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.device;
import static io.lamplighter.gateway.feed.Asking.subscribe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@GatewayTest
class FeedPresenceTest {
    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private FeedClient user(String name) {
        return FeedClient.connectAs(url.getPort(), name);
    }

    private static void be(FeedClient client, String id, UUID device, String phase) {
        subscribe(client, id, "presence", device(device), "\"phase\":\"" + phase + "\"");
        client.expect("snapshot", id);
    }

    /** What the subscription was last told of the device. */
    private static JsonNode last(FeedClient client, String id, UUID device) {
        var told = new ArrayList<JsonNode>();
        client.messages.stream()
                .filter(message -> message.path("id").asText().equals(id))
                .forEach(message -> {
                    message.path("items").forEach(told::add);
                    told.add(message.path("item"));
                });
        return told.stream()
                .filter(item -> item.path("deviceId").asText().equals(device.toString()))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static List<String> words(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static void awaitThere(FeedClient client, UUID device, List<String> viewing, List<String> controlling) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(words(last(client, "w", device).path("viewing"))).isEqualTo(viewing);
            assertThat(words(last(client, "w", device).path("controlling"))).isEqualTo(controlling);
        });
    }

    private FeedClient watching(UUID device) {
        var client = FeedClient.connect(url.getPort());
        subscribe(client, "w", "presence", device(device));
        client.expect("snapshot", "w");
        return client;
    }

    @Test
    void usersAreSeenWhereTheyAreInEachPhaseAndUntilTheyLeave() {
        var device = Devices.id();
        try (var watcher = watching(device);
                var ada = user("ada");
                var bob = user("bob")) {
            be(ada, "p", device, "viewing");
            awaitThere(watcher, device, List.of("ada"), List.of());
            be(bob, "p", device, "viewing");
            awaitThere(watcher, device, List.of("ada", "bob"), List.of());
            assertThat(last(watcher, "w", device).path("users").asInt()).isEqualTo(2);
            bob.send("{\"type\":\"phase\",\"id\":\"p\",\"phase\":\"controlling\"}");
            awaitThere(watcher, device, List.of("ada"), List.of("bob"));
            ada.send("{\"type\":\"unsubscribe\",\"id\":\"p\"}");
            awaitThere(watcher, device, List.of(), List.of("bob"));
            bob.vanish();
            awaitThere(watcher, device, List.of(), List.of());
            assertThat(last(watcher, "w", device).path("users").asInt()).isZero();
        }
    }

    @Test
    void userWithTwoTabsIsOneUserUntilBothAreClosed() {
        var device = Devices.id();
        try (var watcher = watching(device);
                var second = user("carl")) {
            try (var first = user("carl")) {
                be(first, "p", device, "viewing");
                be(second, "p", device, "viewing");
                awaitThere(watcher, device, List.of("carl"), List.of());
                assertThat(last(watcher, "w", device).path("users").asInt()).isEqualTo(1);
            }
            subscribe(second, "again", "presence", device(device));
            second.expect("snapshot", "again");
            awaitThere(watcher, device, List.of("carl"), List.of());
            second.vanish();
            awaitThere(watcher, device, List.of(), List.of());
        }
    }

    @Test
    void anonymousWatchersAreNotCounted() {
        var device = Devices.id();
        try (var watcher = watching(device);
                var nobody = FeedClient.connect(url.getPort());
                var ada = user("ada")) {
            be(nobody, "p", device, "controlling");
            be(ada, "p", device, "viewing");
            awaitThere(watcher, device, List.of("ada"), List.of());
            nobody.send("{\"type\":\"hello\",\"id\":\"h\",\"user\":\"dora\"}");
            assertThat(nobody.await1("welcome", "h").path("user").asText()).isEqualTo("dora");
            awaitThere(watcher, device, List.of("ada"), List.of("dora"));
            nobody.send("{\"type\":\"hello\",\"id\":\"h2\",\"user\":\"eve\"}");
            assertThat(nobody.await1("error", "h2")
                            .path("problem")
                            .path("status")
                            .asInt())
                    .isEqualTo(409);
        }
    }

    @Test
    void manyWhoComeAndGoAtTheSameTimeAreCountedRight() {
        var device = Devices.id();
        var users = IntStream.range(0, 40)
                .mapToObj(number -> "u%02d".formatted(number))
                .toList();
        try (var watcher = watching(device)) {
            var clients = users.parallelStream()
                    .map(name -> {
                        var client = user(name);
                        subscribe(client, "p", "presence", device(device), "\"phase\":\"viewing\"");
                        return client;
                    })
                    .toList();
            awaitThere(watcher, device, users, List.of());
            clients.parallelStream().skip(5).forEach(FeedClient::close);
            awaitThere(watcher, device, users.subList(0, 5), List.of());
            clients.forEach(FeedClient::close);
            awaitThere(watcher, device, List.of(), List.of());
        }
    }

    private void replicaSays(UUID replica, String socket, String user, UUID device) {
        var rest = socket == null
                ? ""
                : ",\"socket\":\"%s\",\"user\":\"%s\",\"devices\":{\"%s\":\"controlling\"}"
                        .formatted(socket, user, device);
        topics.send(
                "watchers",
                socket == null ? replica.toString() : replica + "/" + socket,
                "{\"replica\":\"%s\"%s,\"at\":\"2026-01-01T00:00:00Z\"}".formatted(replica, rest));
    }

    @Test
    void usersOfAnotherReplicaAreSeenUntilItIsHeardOfNoMoreAndAgainWhenItComesBack() {
        var device = Devices.id();
        var replica = Devices.id();
        try (var watcher = watching(device)) {
            replicaSays(replica, "s1", "fred", device);
            replicaSays(replica, "s2", "gina", device);
            awaitThere(watcher, device, List.of(), List.of("fred", "gina"));
            topics.send("watchers", replica + "/s2", null);
            awaitThere(watcher, device, List.of(), List.of("fred"));
            awaitThere(watcher, device, List.of(), List.of());
            replicaSays(replica, null, null, null);
            awaitThere(watcher, device, List.of(), List.of("fred"));
        }
    }

    @Test
    void stateOfTheDeviceIsToldAsWell() {
        var device = Devices.id();
        try (var watcher = watching(device)) {
            topics.send(
                    "presence",
                    device.toString(),
                    "{\"deviceId\":\"%s\",\"vendor\":\"fake\",\"account\":\"default\",\"state\":\"unreachable\",\"reason\":\"gone\",\"since\":\"2026-01-01T00:00:00Z\"}"
                            .formatted(device));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    last(watcher, "w", device).path("state").asText())
                            .isEqualTo("unreachable"));
        }
    }

    @Test
    void howManyUsersThereAreIsToldToWhoWatchesAll() {
        try (var watcher = FeedClient.connect(url.getPort())) {
            subscribe(watcher, "all", "presence");
            watcher.expect("snapshot", "all");
            var unheard = "h" + Devices.id();
            try (var one = user(unheard);
                    var other = user(unheard)) {
                one.send("{\"type\":\"hello\",\"id\":\"h\",\"user\":\"" + unheard + "\"}");
                other.send("{\"type\":\"hello\",\"id\":\"h\",\"user\":\"" + unheard + "\"}");
                one.expect("welcome", "h");
                other.expect("welcome", "h");
                watcher.expect(message -> message.path("item").has("users")
                        && !message.path("item").has("deviceId"));
            }
        }
    }

    @Test
    void userWithTooManySocketsIsToldWhyTheLastIsClosed() {
        var name = "i" + Devices.id();
        var clients = Stream.generate(() -> user(name)).limit(6).toList();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> clients.stream().anyMatch(client -> client.closeCode == 4429));
            assertThat(clients.stream()
                            .filter(client -> client.closeCode == 4429)
                            .map(client -> client.closeReason))
                    .containsExactly("this user has too many sockets open");
        } finally {
            clients.forEach(FeedClient::close);
        }
    }
}
