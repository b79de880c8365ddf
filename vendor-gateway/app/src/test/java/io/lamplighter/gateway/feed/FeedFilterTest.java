package io.lamplighter.gateway.feed;

import static io.lamplighter.gateway.feed.Asking.BEGIN;
import static io.lamplighter.gateway.feed.Asking.actions;
import static io.lamplighter.gateway.feed.Asking.device;
import static io.lamplighter.gateway.feed.Asking.observe;
import static io.lamplighter.gateway.feed.Asking.since;
import static io.lamplighter.gateway.feed.Asking.subscribe;
import static io.lamplighter.gateway.feed.Asking.valuesTold;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@GatewayTest
class FeedFilterTest {
    @TestHTTPResource("/")
    URL url;

    @Inject
    Topics topics;

    private FeedClient client() {
        return FeedClient.connect(url.getPort());
    }

    private void register(UUID device, int version, String labels) {
        topics.send("devices", device.toString(), Devices.lamp(device, "fake", true, version, labels));
    }

    private static void await10(Runnable check) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(check::run);
    }

    @Test
    void deviceThatBeginsOrStopsToMatchIsToldAsEnteredOrLeft() {
        var room = "r" + Devices.id();
        var device = Devices.id();
        register(device, 1, "{}");
        try (var client = client()) {
            subscribe(client, "d", "devices", "\"selector\":{\"labels\":\"room=%s\"}".formatted(room));
            assertThat(client.await1("snapshot", "d").path("items")).isEmpty();
            register(device, 2, "{\"room\":\"%s\"}".formatted(room));
            register(device, 3, "{\"room\":\"%s\",\"floor\":\"1\"}".formatted(room));
            register(device, 4, "{}");
            register(device, 5, "{}");
            register(device, 6, "{\"room\":\"%s\"}".formatted(room));
            topics.send("devices", device.toString(), null);
            await10(() ->
                    assertThat(actions(client, "d")).containsExactly("entered", "update", "left", "entered", "delete"));
            var updates = client.all("update", "d");
            assertThat(updates.get(0).path("item").path("name").asText()).isEqualTo("Lamp");
            assertThat(updates.get(2).path("item")).hasSize(1);
            assertThat(updates.get(2).path("item").path("id").asText()).isEqualTo(device.toString());
        }
    }

    @Test
    void observationsOfASelectorFollowItsDevicesAndBeginWithWhatIsKnownOfThem() {
        var room = "r" + Devices.id();
        var device = Devices.id();
        var stranger = Devices.id();
        Stubs.LATEST.put(
                device.toString(),
                List.of("{\"deviceId\":\"%s\",\"name\":\"on\",\"kind\":\"status\",\"value\":true,\"validAt\":\"%s\"}"
                        .formatted(device, BEGIN)));
        register(device, 1, "{}");
        try (var client = client()) {
            subscribe(client, "o", "observations", "\"selector\":{\"labels\":{\"room\":\"%s\"}}".formatted(room));
            assertThat(client.await1("snapshot", "o").path("items")).isEmpty();
            observe(topics, device, "temperature", 1, 1);
            register(device, 2, "{\"room\":\"%s\"}".formatted(room));
            client.expect(message -> message.path("action").asText().equals("entered"));
            client.expect(message -> message.path("item").path("name").asText().equals("on"));
            observe(topics, stranger, "temperature", 2, 2);
            observe(topics, device, "temperature", 3, 3);
            client.expect(message -> message.path("item").path("value").asInt() == 3);
            register(device, 3, "{}");
            client.expect(message -> message.path("action").asText().equals("left"));
            observe(topics, device, "temperature", 4, 4);
            observe(topics, stranger, "temperature", 5, 5);
            subscribe(client, "all", "observations", device(stranger));
            client.expect("snapshot", "all");
            assertThat(valuesTold(client, "o")).doesNotContain(2, 4, 5);
        }
    }

    @Test
    void groupIsFollowedAlsoWhenItIsDefinedAnew() {
        var name = "g" + Devices.id();
        var device = Devices.id();
        var other = Devices.id();
        register(device, 1, "{\"tag\":\"%s\"}".formatted(name));
        register(other, 1, "{\"tag\":\"not-%s\"}".formatted(name));
        Stubs.GROUPS.put(name, "{\"labels\":\"tag=" + name + "\"}");
        try (var client = client()) {
            await10(() -> {
                var id = "g" + Devices.id();
                subscribe(client, id, "devices", "\"group\":\"" + name + "\"");
                assertThat(client.await1("snapshot", id).path("items")).hasSize(1);
                client.send("{\"type\":\"unsubscribe\",\"id\":\"" + id + "\"}");
                subscribe(client, id, "devices", device(other));
                assertThat(client.await1("snapshot", id).path("items")).hasSize(1);
            });
            subscribe(client, "g", "devices", "\"group\":\"" + name + "\"");
            var snapshot = client.await1("snapshot", "g");
            assertThat(snapshot.path("items").get(0).path("id").asText()).isEqualTo(device.toString());
            Stubs.GROUPS.put(name, "{\"labels\":\"tag=not-" + name + "\"}");
            await10(() -> assertThat(actions(client, "g")).containsExactlyInAnyOrder("left", "entered"));
            var entered =
                    client.await1(message -> message.path("action").asText().equals("entered"));
            assertThat(entered.path("item").path("id").asText()).isEqualTo(other.toString());
        }
    }

    @Test
    void whoComesBackHearsWhatEnteredAndLeftMeanwhile() {
        var room = "r" + Devices.id();
        var stays = Devices.id();
        var leaves = Devices.id();
        var enters = Devices.id();
        register(stays, 1, "{\"room\":\"%s\"}".formatted(room));
        register(leaves, 1, "{\"room\":\"%s\"}".formatted(room));
        register(enters, 1, "{}");
        var selector = "\"selector\":{\"labels\":\"room=%s\"}".formatted(room);
        var cursors = new String[2];
        try (var client = client()) {
            await10(() -> {
                var id = "d" + Devices.id();
                subscribe(client, id, "devices", selector);
                assertThat(client.await1("snapshot", id).path("items")).hasSize(2);
                cursors[0] = client.await1("snapshot", id).path("cursor").asText();
            });
            subscribe(client, "o", "observations", selector);
            cursors[1] = client.await1("snapshot", "o").path("cursor").asText();
        }
        register(leaves, 2, "{}");
        register(enters, 2, "{\"room\":\"%s\"}".formatted(room));
        observe(topics, enters, "temperature", 41, 1);
        observe(topics, stays, "temperature", 42, 2);
        try (var client = client()) {
            await10(() -> {
                var id = "again" + Devices.id();
                subscribe(client, id, "devices", selector, since(cursors[0]));
                await().atMost(Duration.ofSeconds(2))
                        .untilAsserted(() -> assertThat(actions(client, id)).contains("left", "entered"));
            });
            subscribe(client, "o", "observations", selector, since(cursors[1]));
            await10(() -> assertThat(valuesTold(client, "o")).contains(41, 42));
            assertThat(actions(client, "o")).contains("entered", "left");
            assertThat(client.all("snapshot", "o")).isEmpty();
            assertThat(client.all("reset", "o")).isEmpty();
        }
    }

    @Test
    void onlyTheNamedSeriesAndTheChosenFieldsAreTold() {
        var device = Devices.id();
        Stubs.LATEST.put(
                device.toString(),
                List.of(
                        "{\"deviceId\":\"%s\",\"name\":\"power\",\"kind\":\"attribute\",\"value\":1,\"units\":\"W\",\"validAt\":\"%s\"}"
                                .formatted(device, BEGIN),
                        "{\"deviceId\":\"%s\",\"name\":\"voltage\",\"kind\":\"attribute\",\"value\":230,\"units\":\"V\",\"validAt\":\"%s\"}"
                                .formatted(device, BEGIN)));
        try (var client = client()) {
            subscribe(client, "a", "observations", device(device), "\"name\":\"power\"", "\"fields\":[\"value\"]");
            var snapshot = client.await1("snapshot", "a");
            assertThat(names(snapshot.path("items").get(0))).containsExactlyInAnyOrder("deviceId", "name", "value");
            assertThat(snapshot.path("items")).hasSize(1);
            observe(topics, device, "voltage", 231, 1);
            observe(topics, device, "power", 2, 2);
            var update = client.await1("update", "a").path("item");
            assertThat(update.path("name").asText()).isEqualTo("power");
            assertThat(names(update)).containsExactlyInAnyOrder("deviceId", "name", "value");
        }
    }

    private static List<String> names(JsonNode item) {
        var names = new java.util.ArrayList<String>();
        item.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void vendorsAreTold() {
        try (var client = client()) {
            subscribe(client, "v", "vendors", "\"name\":\"fake\"", "\"fields\":[\"title\",\"devices\"]");
            var item = client.await1("snapshot", "v").path("items").get(0);
            assertThat(names(item)).containsExactlyInAnyOrder("vendor", "title", "devices");
            register(Devices.id(), 1, "{}");
            client.expect("update", "v");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"group\":\"there-is-no-such-group\" | group",
                "\"group\":7 | group",
                "\"selector\":7 | selector",
                "\"selector\":{\"color\":\"red\"} | selector.color",
                "\"selector\":{\"labels\":\"room in (\"} | selector.labels",
                "\"selector\":{\"labels\":7} | labels",
                "\"selector\":{\"enabled\":\"yes\"} | selector.enabled",
                "\"selector\":{},\"group\":\"g\" | device",
                "\"fields\":[\"color\"] | fields",
                "\"fields\":[] | fields",
                "\"name\":\"power\" | name",
                "\"phase\":\"viewing\" | phase"
            })
    void filterThatCannotBeServedIsRefused(String more, String field) {
        try (var client = client()) {
            subscribe(client, "a", "devices", more);
            var problem = client.await1("error", "a").path("problem");
            assertThat(problem.path("violations").get(0).path("field").asText()).isEqualTo(field);
            subscribe(client, "a", "runs");
            client.expect("snapshot", "a");
        }
    }
}
