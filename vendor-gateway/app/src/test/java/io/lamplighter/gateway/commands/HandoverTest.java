package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.FakeDriver;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@GatewayTest
class HandoverTest {
    private static final int PARTITIONS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    @Identifier("ledger") LedgerRestorer restorer;

    @Inject
    CommandLedger ledger;

    @Inject
    Topics topics;

    @Inject
    FakeDriver driver;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Test
    void aSetInMidCallEndsBeforeItsPartitionIsHandedOverAndWhatWaitsIsNotBegun() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.delay = Duration.ofMillis(700);
        var first = set(device);
        var second = set(device);
        await().atMost(PATIENCE).untilAtomic(behaviour.running, org.hamcrest.Matchers.is(1));

        restorer.onPartitionsRevoked(null, partitions());

        assertThat(ledger.find(first, 1)).isPresent();
        assertThat(behaviour.sets).hasValue(1);
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> behaviour.calls.get() == 1);
        assertThat(ledger.find(second, 1)).isEmpty();

        restorer.onPartitionsAssigned(null, partitions());
        topics.send("commands", device.toString(), command(first, device));
        topics.send("commands", device.toString(), command(second, device));
        await().atMost(PATIENCE).until(() -> ledger.find(second, 1).isPresent());
        assertThat(behaviour.sets).hasValue(2);
    }

    /** Another member of the group takes half of the partitions in the middle of the work, and gives them back. */
    @Test
    void whilePartitionsMoveEverySetIsDoneOnceAndNoneAfterItsPartitionHasGone() {
        var devices = Stream.generate(this::registered).limit(16).toList();
        devices.forEach(device -> driver.of(device.toString()).delay = Duration.ofMillis(200));
        var runs = new ArrayList<UUID>();
        IntStream.range(0, 20).forEach(round -> devices.forEach(device -> runs.add(set(device))));

        try (var other = new KafkaConsumer<>(member(), new StringDeserializer(), new StringDeserializer())) {
            other.subscribe(List.of("commands"));
            await().atMost(PATIENCE).until(() -> {
                other.poll(Duration.ofMillis(50));
                return !other.assignment().isEmpty();
            });
            var moved = devices.stream().filter(device -> isAt(device, other)).toList();
            assertThat(moved).isNotEmpty();
            var calls = calls(moved);

            await().during(Duration.ofSeconds(1))
                    .atMost(PATIENCE)
                    .until(() -> calls(moved).equals(calls));
            assertThat(moved)
                    .allMatch(device -> driver.of(device.toString()).running.get() == 0);
        }

        await().atMost(PATIENCE).until(() -> topics.results().keySet().containsAll(runs));
        assertThat(devices).allMatch(device -> driver.of(device.toString()).sets.get() == 20);
    }

    private Map<UUID, Integer> calls(List<UUID> devices) {
        var calls = new HashMap<UUID, Integer>();
        devices.forEach(
                device -> calls.put(device, driver.of(device.toString()).calls.get()));
        return calls;
    }

    private static boolean isAt(UUID device, KafkaConsumer<String, String> consumer) {
        var partition =
                Utils.toPositive(Utils.murmur2(device.toString().getBytes(StandardCharsets.UTF_8))) % PARTITIONS;
        return consumer.assignment().contains(new TopicPartition("commands", partition));
    }

    private Map<String, Object> member() {
        return Map.of("bootstrap.servers", servers, "group.id", "vendor-gateway", "enable.auto.commit", false);
    }

    private static List<TopicPartition> partitions() {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition("commands", number))
                .toList();
    }

    private UUID registered() {
        var device = Devices.id();
        Stubs.DEVICES.put(device.toString(), Devices.lamp(device));
        topics.send("devices", device.toString(), Devices.lamp(device));
        return device;
    }

    private UUID set(UUID device) {
        var run = Devices.id();
        topics.send("commands", device.toString(), command(run, device));
        return run;
    }

    private static String command(UUID run, UUID device) {
        return "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"set_status\",\"arguments\":{\"value\":true},\"deadline\":\"%s\"}"
                .formatted(run, device, Instant.now().plusSeconds(60));
    }
}
