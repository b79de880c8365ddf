package io.lamplighter.gateway.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.gateway.Devices;
import io.lamplighter.gateway.FakeDriver;
import io.lamplighter.gateway.GatewayTest;
import io.lamplighter.gateway.Stubs;
import io.lamplighter.gateway.Topics;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class CommandFlowTest {
    @Inject
    Topics topics;

    @Inject
    FakeDriver driver;

    @Inject
    CommandLedger ledger;

    private UUID registered() {
        var device = Devices.id();
        Stubs.DEVICES.put(device.toString(), Devices.lamp(device));
        topics.send("devices", device.toString(), Devices.lamp(device));
        return device;
    }

    private UUID command(UUID device, String task, String arguments) {
        return command(Devices.id(), device, task, arguments, Instant.now().plusSeconds(8));
    }

    private UUID command(UUID run, UUID device, String task, String arguments, Instant deadline) {
        topics.send("commands", device.toString(), """
            {"runId":"%s","interactionId":"%s","deviceId":"%s","task":"%s","arguments":%s,"deadline":"%s",
             "requestedBy":"test","attempt":1,"unheardOf":true}
            """.formatted(run, run, device, task, arguments, deadline));
        return run;
    }

    private JsonNode result(UUID run) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.results(run)).isNotEmpty());
        return topics.results(run).getFirst();
    }

    private Instant endedAt(UUID run) {
        return Instant.parse(result(run).path("endedAt").asText());
    }

    private void assertFailed(UUID run, String code) {
        var result = result(run);
        assertThat(result.path("outcome").asText()).isEqualTo("failed");
        assertThat(result.path("error").path("code").asText()).isEqualTo(code);
        assertThat(result.path("error").path("detail").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pull_status", "pull_attributes", "pull_all", "refresh_all"})
    void pullsArePublishedAndThenAnswered(String task) {
        var device = registered();
        var run = command(device, task, "{\"anything\":1}");

        var result = result(run);
        assertThat(result.path("outcome").asText()).isEqualTo("succeeded");
        assertThat(result.path("deviceId").asText()).isEqualTo(device.toString());
        var names = new ArrayList<String>();
        result.path("observations").forEach(made -> names.add(made.path("name").asText()));
        assertThat(names)
                .isEqualTo(
                        switch (task) {
                            case "pull_status" -> List.of("on");
                            case "pull_attributes" -> List.of("level");
                            default -> List.of("on", "level");
                        });
        var published = topics.all("observations", device.toString());
        assertThat(published).hasSize(1);
        assertThat(topics.tree(published.getFirst().value()).path("observations"))
                .hasSameSizeAs(names);
        var headers = published.getFirst().headers();
        assertThat(new String(headers.lastHeader("ce_type").value(), StandardCharsets.UTF_8))
                .isEqualTo("io.lamplighter.observations.observed");
        assertThat(new String(headers.lastHeader("ce_subject").value(), StandardCharsets.UTF_8))
                .isEqualTo(device.toString());
    }

    @Test
    void setSucceedsWhenWhatWasReadBackAgrees() {
        var device = registered();
        var on = command(device, "set_status", "{\"name\":\"on\",\"value\":true}");
        var level = command(device, "set_attributes", "{\"name\":\"level\",\"value\":3}");

        assertThat(result(on).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(result(level).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(topics.all("observations", device.toString())).hasSize(2);
    }

    @Test
    void setOfWhatIsNeverToldIsAcknowledgedAndNoMore() {
        var device = registered();
        driver.of(device.toString()).silent = true;
        var run = command(device, "set_status", "{\"value\":true}");

        assertThat(result(run).path("outcome").asText()).isEqualTo("acknowledged");
        assertThat(topics.all("observations", device.toString())).isEmpty();
    }

    @Test
    void setOfWhichSomethingElseIsToldIsNotConfirmed() {
        var run = command(registered(), "set_status", "{\"name\":\"siren\",\"value\":true}");

        assertFailed(run, "not_confirmed");
    }

    @Test
    void setThatReadsBackOtherwiseIsNotConfirmedButWhatWasReadIsPublished() {
        var device = registered();
        driver.of(device.toString()).stuckAt = false;
        var run = command(device, "set_status", "{\"value\":true}");

        assertFailed(run, "not_confirmed");
        assertThat(result(run).path("error").path("detail").asText())
                .contains("true")
                .contains("false");
        assertThat(topics.all("observations", device.toString())).hasSize(1);
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of("unreachable", failing(() -> new DriverException.Unreachable("gone", (Throwable) null))),
                Arguments.of("authentication_failed", failing(() -> new DriverException.AuthenticationFailed("no"))),
                Arguments.of(
                        "rate_limited", failing(() -> new DriverException.RateLimited("no", Duration.ofMillis(1)))),
                Arguments.of("rejected", failing(() -> new DriverException.Rejected("no"))),
                Arguments.of("unsupported", failing(() -> new DriverException.Unsupported("no"))),
                Arguments.of("protocol_violation", failing(() -> new DriverException.ProtocolViolation("?", null))),
                Arguments.of("internal", failing(() -> new IllegalStateException("a bug of the driver"))));
    }

    private static Supplier<Throwable> failing(Supplier<Throwable> failure) {
        return failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failedSetStoresNothingAndSaysWhy(String code, Supplier<Throwable> failure) {
        var device = registered();
        driver.of(device.toString()).failure = failure;

        assertFailed(command(device, "set_status", "{\"value\":true}"), code);
        assertThat(topics.all("observations", device.toString())).isEmpty();
        assertThat(driver.of(device.toString()).calls).hasValue(1);
    }

    @Test
    void readIsTriedAgainWhenTheDeviceWasNotReached() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.failure = () -> new DriverException.Unreachable("busy", (Throwable) null);
        behaviour.failures = 2;

        assertThat(result(command(device, "pull_status", "{}")).path("outcome").asText())
                .isEqualTo("succeeded");
        assertThat(behaviour.calls).hasValue(3);
    }

    @Test
    void deadDeviceIsLeftAloneAndProbedAfterAWhile() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.failure = () -> new DriverException.Unreachable("dead", (Throwable) null);
        assertFailed(command(device, "pull_status", "{}"), "unreachable");
        assertThat(behaviour.calls).hasValue(3);

        assertFailed(command(device, "pull_status", "{}"), "unreachable");
        assertThat(behaviour.calls).hasValue(3);

        behaviour.failure = null;
        await().atMost(Duration.ofSeconds(30))
                .until(() -> result(command(device, "pull_status", "{}"))
                        .path("outcome")
                        .asText()
                        .equals("succeeded"));
    }

    @Test
    void commandsThatCannotBeDoneSayWhy() {
        var nobody = Devices.id();
        assertFailed(command(nobody, "pull_status", "{}"), "device_not_found");

        var device = registered();
        assertFailed(command(device, "dance", "{}"), "unknown_task");
        assertFailed(command(device, "set_status", "{\"name\":\"on\"}"), "rejected");
        assertFailed(command(device, "set_attributes", "{\"name\":\"level\",\"value\":\"high\"}"), "rejected");

        var disabled = Devices.id();
        topics.send("devices", disabled.toString(), Devices.lamp(disabled, "fake", false, 2));
        var foreign = Devices.id();
        topics.send("devices", foreign.toString(), Devices.lamp(foreign, "nobody-drives-it", true, 1));
        var retired = Devices.id();
        topics.send("devices", retired.toString(), Devices.lamp(retired, "retired", true, 1));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertFailed(command(disabled, "pull_status", "{}"), "device_disabled"));
        assertFailed(command(foreign, "pull_status", "{}"), "unknown_vendor");
        assertFailed(command(retired, "pull_status", "{}"), "unknown_vendor");
        assertThat(driver.of(disabled.toString()).calls).hasValue(0);
    }

    @Test
    void vendorIsServedByTheDriverThatConfigurationNames() {
        var device = Devices.id();
        Stubs.DEVICES.put(device.toString(), Devices.lamp(device, "swapped", true, 1));

        assertThat(result(command(device, "pull_status", "{}")).path("outcome").asText())
                .isEqualTo("succeeded");
        assertThat(driver.of(device.toString()).calls).hasValue(1);
    }

    @Test
    void selfTestSucceedsWithoutAVendorCall() {
        var device = registered();
        assertThat(result(command(device, "self_test", "{}")).path("outcome").asText())
                .isEqualTo("succeeded");
        assertThat(driver.of(device.toString()).calls).hasValue(0);
    }

    @Test
    void nothingIsDoneAfterItsDeadline() {
        var device = registered();
        var run = command(
                Devices.id(),
                device,
                "set_status",
                "{\"value\":true}",
                Instant.now().minusSeconds(1));

        assertThat(result(run).path("outcome").asText()).isEqualTo("expired");
        assertThat(result(run).path("error").path("code").asText()).isEqualTo("deadline_passed");
        assertThat(driver.of(device.toString()).sets).hasValue(0);
    }

    @Test
    void commandThatWaitedBeyondItsDeadlineExpires() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.delay = Duration.ofMillis(800);
        var first = command(device, "set_status", "{\"value\":true}");
        var second = command(
                Devices.id(),
                device,
                "set_status",
                "{\"value\":false}",
                Instant.now().plusMillis(400));

        assertThat(result(first).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(result(second).path("outcome").asText()).isEqualTo("expired");
        assertThat(behaviour.sets).hasValue(1);
    }

    @Test
    void callEndsAtItsTimeLimit() {
        var device = registered();
        driver.of(device.toString()).delay = Duration.ofSeconds(30);
        var begun = System.nanoTime();
        assertFailed(command(device, "set_status", "{\"value\":true}"), "unreachable");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
        assertThat(driver.of(device.toString()).running).hasValue(0);
    }

    @Test
    void commandsOfOneDeviceAreDoneInOrderOneAtATime() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.delay = Duration.ofMillis(20);
        var runs = new ArrayList<UUID>();
        var wanted = new ArrayList<>();
        for (var level = 0; level < 20; level++) {
            runs.add(command(device, "set_attributes", "{\"name\":\"level\",\"value\":" + level + "}"));
            wanted.add(level);
        }
        runs.forEach(run -> assertThat(result(run).path("outcome").asText()).isEqualTo("succeeded"));
        assertThat(behaviour.order).isEqualTo(wanted);
        assertThat(behaviour.mostRunning).hasValue(1);
    }

    @Test
    void hangingDeviceDelaysOnlyItself() {
        var hanging = registered();
        driver.of(hanging.toString()).delay = Duration.ofSeconds(10);
        var stuck = command(hanging, "pull_status", "{}");
        var others = new ArrayList<UUID>();
        for (var index = 0; index < 30; index++) {
            var device = registered();
            driver.of(device.toString()).delay = Duration.ofMillis(100);
            others.add(command(device, "pull_status", "{}"));
        }
        others.forEach(run -> assertThat(result(run).path("outcome").asText()).isEqualTo("succeeded"));
        assertFailed(stuck, "unreachable");
        var hung = endedAt(stuck);
        assertThat(others).allMatch(run -> endedAt(run).isBefore(hung));
    }

    @Test
    void commandDeliveredThreeTimesIsDoneOnceAndAnsweredAlike() {
        var device = registered();
        driver.of(device.toString()).delay = Duration.ofMillis(200);
        var deadline = Instant.now().plusSeconds(8);
        var run = command(Devices.id(), device, "set_status", "{\"value\":true}", deadline);
        var _ = command(run, device, "set_status", "{\"value\":true}", deadline);
        var first = result(run);
        var _ = command(run, device, "set_status", "{\"value\":true}", deadline);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.results(run)).hasSizeGreaterThanOrEqualTo(2));
        assertThat(topics.results(run)).allMatch(first::equals);
        assertThat(driver.of(device.toString()).sets).hasValue(1);
    }

    /** So many commands, each delivered twice or three times; more with -Dlamplighter.commands=10000. */
    @Test
    void manyCommandsDeliveredTwiceOrThreeTimesAreEachDoneOnce() {
        var count = Integer.getInteger("lamplighter.commands", 1000);
        var devices = Stream.generate(this::registered).limit(50).toList();
        var deadline = Instant.now().plusSeconds(60);
        var runs = new ArrayList<UUID>();
        var entries = new ArrayList<Map.Entry<String, String>>();
        for (var number = 0; number < count; number++) {
            var run = Devices.id();
            var device = devices.get(number % devices.size());
            runs.add(run);
            var entry = Map.entry(
                    device.toString(),
                    "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"task\":\"set_attributes\",\"arguments\":{\"name\":\"level\",\"value\":%d},\"deadline\":\"%s\"}"
                            .formatted(run, device, number, deadline));
            entries.addAll(number % 2 == 0 ? List.of(entry, entry) : List.of(entry, entry, entry));
        }
        Collections.shuffle(entries, new Random(1));

        topics.sendAll("commands", entries);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> topics.results().keySet().containsAll(runs));
        assertThat(devices.stream()
                        .mapToInt(device -> driver.of(device.toString()).sets.get())
                        .sum())
                .isEqualTo(count);
    }

    @Test
    void aVendorThatSaysItIsAskedTooOftenIsLeftAlone() {
        var device = Devices.id();
        topics.send(
                "devices",
                device.toString(),
                Devices.lamp(device, "fake", true, 1).replace("\"default\"", "\"busy\""));
        var behaviour = driver.of(device.toString());
        behaviour.failure = () -> new DriverException.RateLimited("too often", Duration.ofSeconds(30));
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertFailed(command(device, "pull_status", "{}"), "rate_limited");
            assertThat(behaviour.calls).hasValue(1);
        });

        assertFailed(command(device, "pull_status", "{}"), "rate_limited");
        assertFailed(command(device, "set_status", "{\"value\":true}"), "rate_limited");

        assertThat(behaviour.calls).hasValue(1);
    }

    @Test
    void commandGoesBeforePollsOfItsDevice() {
        var device = registered();
        var behaviour = driver.of(device.toString());
        behaviour.delay = Duration.ofMillis(150);
        var polls = Stream.generate(() -> command(device, "pull_status", "{}"))
                .limit(10)
                .toList();
        var set = command(device, "set_status", "{\"value\":true}");

        assertThat(result(set).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(endedAt(set)).isBefore(endedAt(polls.getLast()));
    }

    @Test
    void commandAnsweredByAReplicaThatDiedIsNotDoneAgain() {
        var device = registered();
        var run = Devices.id();
        ledger.remember(
                run,
                device,
                "set_status",
                1,
                "{\"runId\":\"%s\",\"deviceId\":\"%s\",\"outcome\":\"succeeded\"}"
                        .formatted(run, device)
                        .getBytes(StandardCharsets.UTF_8));
        var _ = command(
                run, device, "set_status", "{\"value\":true}", Instant.now().plusSeconds(8));

        assertThat(result(run).path("outcome").asText()).isEqualTo("succeeded");
        assertThat(driver.of(device.toString()).sets).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish",
                "null",
                "[]",
                "{\"runId\":1}",
                "{\"runId\":\"x\",\"deviceId\":\"y\",\"task\":\"pull_status\"}",
                ""
            })
    void unreadableCommandIsPutAsideAndTheNextIsRead(String poison) {
        var device = registered();
        topics.send("commands", device.toString(), poison);
        var run = command(device, "pull_status", "{}");

        assertThat(result(run).path("outcome").asText()).isEqualTo("succeeded");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.all("commands-dead-letter", device.toString()))
                        .hasSize(1)
                        .allMatch(letter -> letter.value().equals(poison)
                                && letter.headers().lastHeader("dead-letter-reason") != null));
    }

    @Test
    void unreadableDeviceIsPutAsideAndTheNextIsRead() {
        var broken = Devices.id();
        topics.send("devices", broken.toString(), "{\"id\":7}");
        var device = registered();

        assertThat(result(command(device, "pull_status", "{}")).path("outcome").asText())
                .isEqualTo("succeeded");
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(topics.all("devices-dead-letter", broken.toString()))
                        .hasSize(1));
    }
}
