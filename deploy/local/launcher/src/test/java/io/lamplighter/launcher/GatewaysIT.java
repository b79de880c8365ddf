package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways side by side: what a client had at one goes on at the other, and each device is connected once. */
class GatewaysIT {
    private static final Duration TAKEN_OVER = Duration.ofSeconds(90);

    private static RunningSuite suite;
    private static JavaPart second;

    @BeforeAll
    static void start() throws Exception {
        suite = RunningSuite.shared();
        second = suite.another("vendor-gateway", Map.of());
        second.start();
    }

    @AfterAll
    static void stop() {
        if (second != null) {
            second.stop();
        }
    }

    @BeforeEach
    void startAgain() throws Exception {
        if (!second.handle().isAlive()) {
            second.start();
        }
    }

    private static String first() {
        return "http://" + suite.process("vendor-gateway").address();
    }

    private static String other() {
        return "http://" + second.address();
    }

    @Test
    void aClientGoesOnAtTheOtherGatewayFromItsCursor() throws Exception {
        var device = suite.registerSimulated("counted at two gateways");
        String cursor;
        try (var watcher = watch(first(), device, null)) {
            post(device, 1, 20);
            cursor = awaitCounted(watcher, 1, 20);
        }
        post(device, 21, 40);
        try (var watcher = watch(other(), device, cursor)) {
            post(device, 41, 60);
            cursor = awaitCounted(watcher, 21, 60);
        }
        post(device, 61, 80);
        try (var watcher = watch(first(), device, cursor)) {
            post(device, 81, 100);
            var _ = awaitCounted(watcher, 61, 100);
        }
    }

    @Test
    void whatWasAtAGatewayThatIsEndedByForceIsTakenOver() throws Exception {
        var device = suite.registerSimulated("watched at two gateways");
        awaitConnectedOnce();
        try (var watcher = Watcher.open(first());
                var ada = Watcher.openAs(first(), "ada");
                var adaAgain = Watcher.openAs(other(), "ada");
                var bob = Watcher.openAs(other(), "bob")) {
            watcher.send(presence(device, ""));
            ada.send(presence(device, ",\"phase\":\"viewing\""));
            adaAgain.send(presence(device, ",\"phase\":\"viewing\""));
            bob.send(presence(device, ",\"phase\":\"controlling\""));
            awaitThere(watcher, List.of("ada"), List.of("bob"));

            RunningSuite.end(second.handle());

            awaitThere(watcher, List.of("ada"), List.of());
        }
        awaitConnectedOnce();
        assertThat(switches()).isNotEmpty().allSatisfy(GatewaysIT::isSwitched);
    }

    private static Watcher watch(String gateway, String device, String since) {
        var watcher = Watcher.open(gateway);
        watcher.send(
                "{\"type\":\"subscribe\",\"id\":\"c\",\"stream\":\"observations\",\"device\":\"%s\",\"name\":\"counted\"%s}"
                        .formatted(device, since == null ? "" : ",\"since\":\"" + since + "\""));
        if (since == null) {
            await().until(() -> !watcher.messages("snapshot").isEmpty());
        }
        return watcher;
    }

    private static void post(String device, int from, int to) throws Exception {
        var begin = Instant.now().minusSeconds(1000);
        var observations = IntStream.rangeClosed(from, to)
                .mapToObj(number -> Map.of(
                        "deviceId",
                        device,
                        "name",
                        "counted",
                        "value",
                        number,
                        "validAt",
                        begin.plusSeconds(number).toString()))
                .toList();
        var answer = suite.send("POST", "/api/observations", observations);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Waits until exactly these were told, once each and in order, and answers the cursor behind them. */
    private static String awaitCounted(Watcher watcher, int from, int to) {
        var wanted = IntStream.rangeClosed(from, to).boxed().toList();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(watcher.messages("update"))
                        .extracting(update -> update.path("item").path("value").asInt())
                        .isEqualTo(wanted));
        assertThat(watcher.messages("reset")).isEmpty();
        return watcher.messages("update").getLast().path("cursor").asText();
    }

    private static String presence(String device, String phase) {
        return "{\"type\":\"subscribe\",\"id\":\"p\",\"stream\":\"presence\",\"device\":\"%s\"%s}"
                .formatted(device, phase);
    }

    private static void awaitThere(Watcher watcher, List<String> viewing, List<String> controlling) {
        await().atMost(TAKEN_OVER).untilAsserted(() -> {
            var told = new ArrayList<JsonNode>();
            watcher.messages("snapshot")
                    .forEach(snapshot -> snapshot.path("items").forEach(told::add));
            watcher.messages("update").forEach(update -> told.add(update.path("item")));
            assertThat(words(told.getLast().path("viewing"))).isEqualTo(viewing);
            assertThat(words(told.getLast().path("controlling"))).isEqualTo(controlling);
        });
    }

    private static List<String> words(JsonNode list) {
        var words = new ArrayList<String>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> addresses() {
        return suite.all("/api/devices?vendor=shelly").stream()
                .map(device ->
                        "http://" + device.path("vendorIds").path("address").asText())
                .distinct()
                .toList();
    }

    /** Each device of the vendor has one websocket, whichever of the gateways opened it. */
    private static void awaitConnectedOnce() {
        var addresses = addresses();
        assertThat(addresses).hasSizeGreaterThan(3);
        await().atMost(TAKEN_OVER)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(addresses)
                        .allSatisfy(address -> assertThat(suite.get(address + "/calls")
                                        .path("connections")
                                        .asInt())
                                .as(address)
                                .isEqualTo(1)));
    }

    private static List<JsonNode> switches() {
        return suite.all("/api/devices?vendor=shelly").stream()
                .filter(device -> device.path("type").asText().equals("plug"))
                .toList();
    }

    private static void isSwitched(JsonNode device) throws Exception {
        var interaction = suite.set(device.path("id").asText(), true);
        assertThat(interaction.path("state").asText())
                .as(interaction.toString())
                .isEqualTo("succeeded");
    }
}
