package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.budgets.Budgets;
import io.lamplighter.simulated.SimulatedVendor;
import io.lamplighter.simulated.SimulatedVendorOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Through a real driver to a vendor of its own: Shelly's protocol over HTTP. */
@GatewayTest
class RealDriverTest {
    @Inject
    Topics topics;

    @Inject
    Budgets budgets;

    private UUID registered(String address) {
        return registered("shelly", address);
    }

    private UUID registered(String vendor, String address) {
        var id = Devices.id();
        topics.send("devices", id.toString(), """
                {"id":"%s","name":"Plug","type":"plug","vendor":"%s","account":"default","vendorIds":{"address":"%s"},
                 "labels":{},"enabled":true,"createdAt":"2026-01-01T00:00:00Z","updatedAt":"2026-01-01T00:00:00Z",
                 "version":1,"updatedBy":"test"}
                """.formatted(id, vendor, address));
        return id;
    }

    private UUID command(UUID device, String task, String arguments) {
        var run = Devices.id();
        topics.send(
                "commands",
                device.toString(),
                "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"%s\",\"arguments\":%s,\"deadline\":\"%s\"}"
                        .formatted(run, device, task, arguments, Instant.now().plusSeconds(20)));
        return run;
    }

    private JsonNode result(UUID run) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.results(run)).isNotEmpty());
        return topics.results(run).getFirst();
    }

    private JsonNode get(String uri) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(uri)).build();
            return topics.tree(http.send(request, BodyHandlers.ofString()).body());
        }
    }

    private String switchable(String authority) throws IOException, InterruptedException {
        for (var device : get("http://" + authority + "/devices")) {
            if (device.path("type").asText().equals("plug")) {
                return device.path("address").asText();
            }
        }
        throw new AssertionError("the simulated vendor has no plug");
    }

    @Test
    void readsAndSwitchesADeviceOfARealVendor() throws Exception {
        try (var vendor = SimulatedVendor.start(SimulatedVendorOptions.defaults())) {
            var authority = vendor.authority().replaceFirst("^http://", "");
            var address = switchable(authority);
            var device = registered(address);

            var pulled = result(command(device, "pull_all", "{}"));
            assertThat(pulled.path("outcome").asText()).as(pulled.toString()).isEqualTo("succeeded");
            assertThat(pulled.path("observations")).isNotEmpty();

            for (var wanted : new boolean[] {true, false}) {
                var set = result(command(device, "set_status", "{\"name\":\"on\",\"value\":" + wanted + "}"));
                assertThat(set.path("outcome").asText()).as(set.toString()).isEqualTo("succeeded");
                var url = address.startsWith("http") ? address : "http://" + address;
                assertThat(get(url + "/rpc/Switch.GetStatus?id=0")
                                .path("output")
                                .asBoolean())
                        .isEqualTo(wanted);
            }
            vendor.cut();
            var dead = result(command(device, "set_status", "{\"value\":true}"));
            assertThat(dead.path("error").path("code").asText()).isEqualTo("unreachable");
        }
    }

    /** The first request of a device with a password is answered with a challenge, and sent again. */
    @Test
    void everyRequestThatADeviceWithAPasswordGetsIsOneOfTheBudget() throws Exception {
        try (var vendor = SimulatedVendor.start(SimulatedVendorOptions.defaults())) {
            var address = vendor.authority() + "/kitchen-heater";
            protect(address, "rose");
            var device = registered("locked", address);
            var budget = budgets.of("locked", "default");

            for (var poll = 0; poll < 3; poll++) {
                var pulled = result(command(device, "pull_all", "{}"));
                assertThat(pulled.path("outcome").asText())
                        .as(pulled.toString())
                        .isEqualTo("succeeded");
            }
            var set = result(command(device, "set_status", "{\"name\":\"on\",\"value\":true}"));
            assertThat(set.path("outcome").asText()).as(set.toString()).isEqualTo("succeeded");

            var requests = get("http://" + address + "/calls").path("requests").asLong();
            assertThat(requests)
                    .as("a challenge, three reads, a set and its reading back")
                    .isEqualTo(6);
            assertThat(budget.used()).isEqualTo(requests);
        }
    }

    private static void protect(String address, String password) throws IOException, InterruptedException {
        control(address, "{\"password\":\"%s\"}".formatted(password));
    }

    private static void control(String address, String behaviour) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + "/control"))
                    .PUT(BodyPublishers.ofString(behaviour))
                    .build();
            assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        }
    }

    /** One after the other they would take 100 seconds, and each has 20. */
    @Test
    void thousandDevicesAreReadSideBySide() throws Exception {
        try (var vendor =
                SimulatedVendor.start(SimulatedVendorOptions.defaults().withDevices(1000))) {
            var authority = vendor.authority().replaceFirst("^http://", "");
            var devices = new ArrayList<UUID>();
            for (var device : get("http://" + authority + "/devices")) {
                devices.add(registered(device.path("address").asText()));
            }
            control(authority, "{\"delayMs\":100}");
            var runs = devices.stream()
                    .map(device -> command(device, "pull_all", "{}"))
                    .toList();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> topics.results().keySet().containsAll(runs));

            var results = topics.results();
            assertThat(runs)
                    .allMatch(run -> results.get(run).path("outcome").asText().equals("succeeded"));
        }
    }
}
