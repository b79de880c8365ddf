package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main job, end to end, over the packaged jars, a real PostgreSQL, a real Kafka and the simulated vendor. */
class MainJobIT {
    private static RunningSuite suite;

    @BeforeAll
    static void start() throws Exception {
        suite = RunningSuite.shared();
    }

    @Test
    void beginsWithTwelveDevicesInFourRoomsThatAreReadOnSchedule() {
        var demo = suite.all("/api/devices?label=demo:yes");

        assertThat(demo).hasSizeGreaterThanOrEqualTo(11);
        assertThat(demo.stream()
                        .map(device -> device.path("location").path("name").asText())
                        .distinct())
                .hasSize(4);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(demo)
                        .allSatisfy(device -> assertThat(latest(device)).isNotEmpty()));
    }

    @Test
    void registersPullsStoresShowsSwitchesAndConfirms() throws Exception {
        var plug = suite.all("/api/devices?label=demo:yes").stream()
                .filter(device -> device.path("type").asText().contains("plug"))
                .findFirst()
                .orElseThrow();
        var address = plug.path("vendorIds").path("address").asText();
        assertThat(suite.send("DELETE", "/api/devices/" + plug.path("id").asText(), null)
                        .statusCode())
                .isEqualTo(204);
        try (var watcher = Watcher.open(suite.url())) {
            var registered = register(plug, address);
            var id = registered.path("id").asText();
            watcher.send("{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"observations\",\"device\":\"" + id + "\"}");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(latest(registered)).containsKeys("on", "power"));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(watcher.messages("update")).isNotEmpty());

            var wanted = !latest(registered).get("on").path("value").asBoolean();
            var interaction = suite.set(id, wanted);

            assertThat(interaction.path("state").asText()).isEqualTo("succeeded");
            assertThat(suite.get("http://" + address + "/rpc/Switch.GetStatus?id=0")
                            .path("output")
                            .asBoolean())
                    .isEqualTo(wanted);
            await().untilAsserted(() -> assertThat(watcher.messages("update")).anySatisfy(update -> {
                assertThat(update.path("item").path("name").asText()).isEqualTo("on");
                assertThat(update.path("item").path("value").asBoolean()).isEqualTo(wanted);
            }));
            await().untilAsserted(() -> assertThat(
                            latest(registered).get("on").path("value").asBoolean())
                    .isEqualTo(wanted));
        }
    }

    @Test
    void theCommandLineReadsAndSwitchesAndSaysFalseIsFalse() throws Exception {
        var lamp = switchable().getLast().path("name").asText();

        var off = suite.cli("interact", "set_status", "--device", lamp, "--argument", "on=false");
        var read = suite.cli("interact", "pull_status", "--device", lamp);

        assertThat(off.code()).as(off.text()).isZero();
        assertThat(off.text()).contains("set_status", "succeeded");
        assertThat(read.code()).isZero();
        assertThat(read.text()).contains("pull_status", "false");
        assertThat(suite.cli("devices").text()).contains(lamp);
        assertThat(suite.cli("watch", "--count", "1").code()).isZero();
        assertThat(suite.cli("interact", "no_such_task", "--device", lamp).code())
                .isNotZero();
        assertThat(suite.cli("interact", "pull_status", "--device", "no such device")
                        .code())
                .isNotZero();
    }

    @Test
    void aGroupOfTheRegistryIsATarget() throws Exception {
        var made = suite.cli("groups", "add", "the kitchen", "--label", "room:kitchen");
        assertThat(made.code()).as(made.text()).isZero();

        var pulled = suite.cli("interact", "pull_all", "--group", "the kitchen");
        var unknown = suite.cli("interact", "pull_status", "--group", "no such group");

        assertThat(pulled.code()).as(pulled.text()).isZero();
        assertThat(pulled.text()).contains("3 of 3 succeeded");
        assertThat(unknown.code()).as(unknown.text()).isNotZero();
    }

    @Test
    void aVendorThatFailsEndsTheRunAsFailedAndStoresNothing() throws Exception {
        var device = switchable().getFirst();
        var control = "http://" + device.path("vendorIds").path("address").asText() + "/control";
        control("PUT", control, Map.of("failRate", 1.0));
        try {
            var interaction = suite.set(device.path("id").asText(), true);
            var run = suite.get(
                            "/api/runs?interaction=" + interaction.path("id").asText())
                    .path("items")
                    .get(0);

            assertThat(interaction.path("state").asText()).isEqualTo("failed");
            assertThat(run.path("error").path("code").asText()).isNotEmpty();
            assertThat(run.path("result").isMissingNode() || run.path("result").isNull())
                    .isTrue();
        } finally {
            control("DELETE", control, null);
        }
    }

    @Test
    void everyPathOfTheEdgeReachesItsService() throws Exception {
        for (var path : List.of(
                "/",
                "/api/devices",
                "/api/observations/latest",
                "/api/interactions",
                "/api/runs",
                "/api/schedules",
                "/api/tasks",
                "/api/vendors")) {
            assertThat(suite.send("GET", path, null).statusCode()).as(path).isEqualTo(200);
        }
    }

    private static void control(String method, String url, Object behaviour) throws Exception {
        assertThat(suite.send(method, url, behaviour).statusCode()).isBetween(200, 204);
    }

    @Test
    void aPageIsLiveByWhicheverNameItKnowsThisHostAndOneOfAnotherIsNot() {
        for (var name : List.of("localhost", "127.0.0.1")) {
            var page = suite.url().replace("127.0.0.1", name);
            try (var watcher = Watcher.openFrom(page, page)) {
                watcher.send("{\"type\":\"subscribe\",\"id\":\"p\",\"stream\":\"devices\"}");
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(
                                () -> assertThat(watcher.messages("snapshot")).isNotEmpty());
            }
        }
        assertThatThrownBy(() -> Watcher.openFrom(suite.url(), "http://elsewhere.example"))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused ->
                                assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }

    @Test
    void aBodyOfAHundredMegabytesIsRefusedAsTooLargeOnEveryPath() throws Exception {
        for (var path : List.of("/api/devices", "/api/observations", "/api/interactions", "/api/schedules")) {
            var answer = suite.sendHuge(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(413);
            assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        }
    }

    private static JsonNode register(JsonNode plug, String address) throws Exception {
        var answer = suite.send(
                "POST",
                "/api/devices",
                Map.of(
                        "name", plug.path("name").asText(),
                        "type", plug.path("type").asText(),
                        "vendor", "shelly",
                        "vendorIds", Map.of("address", address),
                        "labels", Map.of("demo", "yes"),
                        "location",
                                Map.of(
                                        "name",
                                        plug.path("location").path("name").asText())));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("location")).isPresent();
        return RunningSuite.JSON.readTree(answer.body());
    }

    private static List<JsonNode> switchable() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> suite.all("/api/devices?label=demo:yes").stream()
                        .anyMatch(device -> latest(device).containsKey("on")));
        return suite.all("/api/devices?label=demo:yes").stream()
                .filter(device -> latest(device).containsKey("on"))
                .toList();
    }

    private static Map<String, JsonNode> latest(JsonNode device) {
        var items = suite.get(
                        "/api/observations/latest?device=" + device.path("id").asText())
                .path("items");
        return java.util.stream.StreamSupport.stream(items.spliterator(), false)
                .collect(Collectors.toMap(item -> item.path("name").asText(), item -> item));
    }
}
