package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.FakeDriver;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Topics;
import io.lamplighter.gateway.devices.DeviceRegistry;
import io.lamplighter.gateway.partitions.OwnedPartitions;
import io.lamplighter.interactions.api.Command;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands that have hardly any time, and commands that wait for others. */
@GatewayTest
class WaitingTest {
    /** As many calls as there may be at a time to one account. */
    private static final int AT_ONCE = 64;

    private static final int WAITING_FOR_AN_ACCOUNT = 3072;
    private static final int WAITING_FOR_A_DEVICE = 512;
    private static final int TOO_MANY = 100;
    /** Twelve times as many as are asked at a time when they did not answer. */
    private static final int DARK = 96;

    @Inject
    Topics topics;

    @Inject
    FakeDriver driver;

    @Inject
    CommandRunner runner;

    @Inject
    DeviceRegistry registry;

    @Inject
    OwnedPartitions partitions;

    private UUID registered() {
        return registered(1).getFirst();
    }

    private List<UUID> registered(int many) {
        return registered(many, Devices::lamp);
    }

    private List<UUID> registered(int many, Function<UUID, String> record) {
        var devices = IntStream.range(0, many).mapToObj(number -> Devices.id()).toList();
        devices.forEach(device -> topics.send("devices", device.toString(), record.apply(device)));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> devices.stream()
                        .allMatch(device -> registry.known(device).isPresent()));
        return devices;
    }

    private Uni<Void> read(UUID run, UUID device, Duration time) {
        var deadline = Instant.now().plus(time);
        return runner.run(
                new Command(run, null, device, "pull_all", Map.of(), deadline, "test", 1), partitions.of(device));
    }

    private String outcome(UUID run) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.results(run)).hasSize(1));
        return topics.results(run).getFirst().path("outcome").asText();
    }

    @Test
    void aVendorIsNotCalledWhenItCouldHardlyAnswerInTime() {
        var device = registered();
        var runs = IntStream.range(0, 49).mapToObj(number -> Devices.id()).toList();
        Uni.join()
                .all(IntStream.range(0, runs.size())
                        .mapToObj(number -> read(runs.get(number), device, Duration.ofMillis(number)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(30));

        assertThat(runs).extracting(this::outcome).containsOnly("expired");
        assertThat(driver.of(device.toString()).calls).hasValue(0);
    }

    @Test
    void silenceOfAMomentSaysNothingAboutTheDevice() {
        var device = registered();
        driver.of(device.toString()).delay = Duration.ofSeconds(2);
        for (var time = 0; time < 4; time++) {
            var run = Devices.id();
            read(run, device, Duration.ofMillis(300)).await().atMost(Duration.ofSeconds(20));
            assertThat(outcome(run)).isEqualTo("failed");
        }
        driver.of(device.toString()).delay = Duration.ZERO;

        var run = Devices.id();
        read(run, device, Duration.ofSeconds(20)).await().atMost(Duration.ofSeconds(20));
        assertThat(outcome(run)).as("no circuit is open").isEqualTo("succeeded");
    }

    @Test
    void silenceOfAMomentDoesNotShowThatADeviceIsBack() {
        var device = registered();
        var fake = driver.of(device.toString());
        fake.failure = () -> new DriverException.Unreachable("dark", (Throwable) null);
        read(Devices.id(), device, Duration.ofSeconds(20)).await().atMost(Duration.ofSeconds(20));
        fake.failure = null;
        fake.delay = Duration.ofSeconds(2);
        var probed = fake.calls.get() + 1;
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            set(Devices.id(), device, Duration.ofMillis(300)).await().atMost(Duration.ofSeconds(20));
            return fake.calls.get() == probed;
        });
        fake.delay = Duration.ZERO;

        var run = Devices.id();
        set(run, device, Duration.ofSeconds(20)).await().atMost(Duration.ofSeconds(20));
        assertThat(outcome(run)).isEqualTo("failed");
        assertThat(fake.calls).as("the circuit is still open").hasValue(probed);
    }

    /** What is refused because so much waits already was never asked of the device, so nothing is said of it. */
    @Test
    void aDeviceIsNotUnreachableBecauseTooMuchWaitsForIt() {
        var device = registered();
        driver.of(device.toString()).delay = Duration.ofMillis(500);
        var reads = ids(AT_ONCE + WAITING_FOR_AN_ACCOUNT + TOO_MANY);
        var sets = ids(1 + WAITING_FOR_A_DEVICE + TOO_MANY);
        var time = Duration.ofSeconds(2);

        Uni.join()
                .all(Stream.concat(
                                reads.stream().map(run -> read(run, device, time)),
                                sets.stream().map(run -> set(run, device, time)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(30));

        for (var runs : List.of(reads, sets)) {
            assertThat(refused(runs))
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.path("code").asText())
                            .as(error.toString())
                            .isEqualTo("rate_limited"));
        }
    }

    private static List<UUID> ids(int many) {
        return IntStream.range(0, many).mapToObj(number -> Devices.id()).toList();
    }

    /** The errors of those that were refused because others waited. */
    private List<JsonNode> refused(List<UUID> runs) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> topics.results().keySet().containsAll(runs));
        var results = topics.results();
        return runs.stream()
                .map(run -> results.get(run).path("error"))
                .filter(error -> error.path("detail").asText().contains("are waiting already"))
                .toList();
    }

    private Uni<Void> set(UUID run, UUID device, Duration time) {
        var arguments = Map.<String, Object>of("name", "on", "value", true);
        var deadline = Instant.now().plus(time);
        return runner.run(
                new Command(run, null, device, "set_status", arguments, deadline, "test", 1), partitions.of(device));
    }

    /** A poll that waits for room to be made by others of its account must not make a switch wait. */
    @Test
    void whatChangesADeviceDoesNotWaitBehindItsOwnPollThatWaitsForOthers() {
        var slow = registered(2 * AT_ONCE);
        var device = registered();
        slow.forEach(each -> driver.of(each.toString()).delay = Duration.ofSeconds(3));
        slow.forEach(each -> read(each));
        await().until(() -> slow.stream()
                        .mapToInt(each -> driver.of(each.toString()).running.get())
                        .sum()
                == AT_ONCE);
        read(device);

        var run = Devices.id();
        var begun = Instant.now();
        set(run, device, Duration.ofSeconds(20)).await().atMost(Duration.ofSeconds(20));
        assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(outcome(run)).isEqualTo("succeeded");
    }

    /** In the same order each time, each for a shorter time than all of them together need. */
    @Test
    void aDeviceThatIsBackIsFoundOutThoughManyBeforeItAreSilent() {
        var dark = registered(DARK, device -> Devices.lamp(device).replace("default", "dark"));
        dark.forEach(device ->
                driver.of(device.toString()).failure = () -> new DriverException.Unreachable("dark", (Throwable) null));
        Uni.join()
                .all(dark.stream()
                        .map(device -> read(Devices.id(), device, Duration.ofSeconds(20)))
                        .toList())
                .andFailFast()
                .await()
                .atMost(Duration.ofSeconds(30));
        dark.forEach(device -> driver.of(device.toString()).delay = Duration.ofSeconds(20));

        var last = driver.of(dark.getLast().toString());
        last.delay = Duration.ZERO;
        last.failure = null;
        await().atMost(Duration.ofSeconds(60)).pollDelay(Duration.ZERO).until(() -> {
            var run = Devices.id();
            Uni.join()
                    .all(dark.stream()
                            .map(device -> read(
                                    device.equals(dark.getLast()) ? run : Devices.id(),
                                    device,
                                    Duration.ofMillis(3_500)))
                            .toList())
                    .andFailFast()
                    .await()
                    .atMost(Duration.ofSeconds(30));
            return outcome(run).equals("succeeded");
        });
    }

    private void read(UUID device) {
        read(Devices.id(), device, Duration.ofSeconds(20)).subscribe().with(done -> {});
    }
}
