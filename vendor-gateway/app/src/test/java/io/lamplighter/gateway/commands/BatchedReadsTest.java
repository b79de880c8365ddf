package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.gateway.BatchingDriver;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.devices.DeviceRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@GatewayTest
class BatchedReadsTest {
    @Inject
    Topics topics;

    @Inject
    BatchingDriver driver;

    @Inject
    DeviceRegistry registry;

    @Test
    void readsThatWaitAtTheSameTimeAreOneCall() {
        var devices = registered(500, "default");

        var results = pulled(devices);

        assertThat(results.values())
                .allMatch(result -> result.path("outcome").asText().equals("succeeded"));
        assertThat(callsFor(devices))
                .hasSizeLessThan(100)
                .anySatisfy(call -> assertThat(call).hasSizeGreaterThan(1))
                .allSatisfy(call -> assertThat(call).hasSizeLessThanOrEqualTo(BatchingDriver.MOST));
        assertThat(callsFor(devices).stream().flatMap(call -> call.stream()))
                .containsExactlyInAnyOrderElementsOf(
                        devices.stream().map(UUID::toString).toList());
    }

    @Test
    void eachDeviceOfABatchHasItsOwnResult() {
        var devices = registered(100, "default");
        driver.spoil(devices.get(40).toString(), BatchingDriver.Wrong.REJECTED);
        driver.spoil(devices.get(50).toString(), BatchingDriver.Wrong.FORGOTTEN);
        driver.spoil(devices.get(60).toString(), BatchingDriver.Wrong.FUTURE);

        var results = pulled(devices);

        var failures = results.entrySet().stream()
                .filter(result -> !result.getValue().path("outcome").asText().equals("succeeded"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        result -> result.getValue().path("error").path("code").asText()));
        assertThat(failures)
                .isEqualTo(Map.of(
                        devices.get(40), "rejected",
                        devices.get(50), "protocol_violation",
                        devices.get(60), "protocol_violation"));
    }

    @Test
    void aSingleReadGoesAlone() {
        var devices = registered(1, "default");

        var results = pulled(devices);

        assertThat(results.values())
                .allMatch(result -> result.path("outcome").asText().equals("succeeded"));
        assertThat(callsFor(devices)).hasSize(1);
    }

    @Test
    void aBatchIsOneCallOfTheBudget() {
        var devices = registered(200, "thrifty");

        var results = pulled(devices);

        assertThat(results.values())
                .allMatch(result -> result.path("outcome").asText().equals("succeeded"));
        assertThat(callsFor(devices)).isNotEmpty().hasSizeLessThanOrEqualTo(20);
    }

    private List<Set<String>> callsFor(List<UUID> devices) {
        return driver.calls(devices.stream().map(UUID::toString).collect(Collectors.toSet()));
    }

    private List<UUID> registered(int count, String account) {
        var devices = Stream.generate(Devices::id).limit(count).toList();
        var views = devices.stream()
                .map(id -> Map.entry(
                        id.toString(),
                        Devices.lamp(id, "batching", true, 1).replace("\"default\"", "\"" + account + "\"")))
                .toList();
        views.forEach(view -> Stubs.DEVICES.put(view.getKey(), view.getValue()));
        topics.sendAll("devices", views);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> registry.known(devices.getLast()).isPresent());
        return devices;
    }

    /** The result of each device. */
    private Map<UUID, JsonNode> pulled(List<UUID> devices) {
        var runs = new LinkedHashMap<UUID, UUID>();
        devices.forEach(device -> runs.put(Devices.id(), device));
        topics.sendAll(
                "commands",
                runs.entrySet().stream()
                        .map(run -> Map.entry(
                                run.getValue().toString(),
                                "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"pull_all\",\"arguments\":{},\"deadline\":\"%s\"}"
                                        .formatted(
                                                run.getKey(),
                                                run.getValue(),
                                                Instant.now().plusSeconds(10))))
                        .toList());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> topics.results().keySet().containsAll(runs.keySet()));
        var results = topics.results();
        return runs.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getValue, run -> results.get(run.getKey())));
    }
}
