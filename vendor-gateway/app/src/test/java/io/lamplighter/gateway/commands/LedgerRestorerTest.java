package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.FakeDriver;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

@GatewayTest
class LedgerRestorerTest {
    @Inject
    @Identifier("ledger") LedgerRestorer restorer;

    @Inject
    CommandLedger ledger;

    @Inject
    Topics topics;

    @Inject
    FakeDriver driver;

    @Test
    void whatWasAnsweredBeforeARestartIsKnownAfterIt() {
        var device = Devices.id();
        var run = Devices.id();
        var answer = "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"outcome\":\"succeeded\"}".formatted(run, device);
        topics.send("results", device.toString(), "rubbish");
        topics.send("results", device.toString(), answer);
        assertThat(ledger.find(run, 1)).isEmpty();

        restorer.onPartitionsAssigned(
                null,
                IntStream.range(0, 8)
                        .mapToObj(partition -> new TopicPartition("commands", partition))
                        .toList());

        assertThat(ledger.find(run, 1)).isPresent();
        topics.send("devices", device.toString(), Devices.lamp(device));
        topics.send(
                "commands",
                device.toString(),
                "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"set_status\",\"arguments\":{\"value\":true},\"deadline\":\"2099-01-01T00:00:00Z\"}"
                        .formatted(run, device));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.results(run)).hasSize(2));
        assertThat(topics.results(run)).isEqualTo(List.of(topics.tree(answer), topics.tree(answer)));
        assertThat(driver.of(device.toString()).sets).hasValue(0);
    }
}
