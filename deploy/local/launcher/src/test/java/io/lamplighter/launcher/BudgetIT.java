package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes of vendor-gateway share the budget of one account, which polls alone would exceed seven times over; calls are
 * counted at the vendor. Takes about three minutes: {@code -Dlamplighter.replicas.minutes=1}.
 */
@EnabledIfSystemProperty(named = "lamplighter.replicas.minutes", matches = "\\d+")
class BudgetIT {
    private static final int CALLS_A_MINUTE = 100;
    private static final Duration MINUTES = Duration.ofMinutes(Integer.getInteger("lamplighter.replicas.minutes", 1));
    private static final Duration BETWEEN_COUNTS = Duration.ofMillis(250);
    private static final Duration BETWEEN_SETS = Duration.ofSeconds(6);
    private static final Duration CONFIRMED = Duration.ofSeconds(2);

    /** Of the vendor, and of the account {@code default} with it; connections are no calls, so there are none. */
    private static final Map<String, String> CONFIGURED = Map.of(
            "LAMPLIGHTER_VENDORS_SHELLY_BUDGET_CALLS",
            Integer.toString(CALLS_A_MINUTE),
            "LAMPLIGHTER_VENDORS_SHELLY_BUDGET_PER",
            "PT1M",
            "LAMPLIGHTER_VENDORS_SHELLY_PUSH",
            "false");

    private record Count(Instant at, long calls) {}

    @TempDir
    Path folder;

    private final List<JavaPart> others = new ArrayList<>();
    private final List<Count> counts = new CopyOnWriteArrayList<>();
    private RunningSuite suite;

    @AfterEach
    void stop() {
        others.forEach(JavaPart::stop);
        if (suite != null) {
            suite.stop();
        }
    }

    @Test
    void threeGatewaysKeepWithinABudgetAndCommandsAreNotHeldUpByPolls() throws Exception {
        suite = RunningSuite.start(folder.resolve("data"), RunningSuite.freePorts(), CONFIGURED);
        var addresses = suite.all("/api/devices").stream()
                .map(device -> device.path("vendorIds").path("address").asText())
                .toList();
        try (var counting = Executors.newSingleThreadScheduledExecutor()) {
            var _ = counting.scheduleAtFixedRate(
                    () -> counts.add(new Count(Instant.now(), callsOf(addresses))),
                    0,
                    BETWEEN_COUNTS.toMillis(),
                    TimeUnit.MILLISECONDS);
            startOthers();
            pollEverySecond();
            awaitShares();

            setForSomeTime();
            counting.shutdownNow();
        }

        assertThat(mostInAMinute()).isBetween(CALLS_A_MINUTE / 2L, (long) CALLS_A_MINUTE);
    }

    /** The most calls between two counts that are a minute apart or less. */
    private long mostInAMinute() {
        long most = 0;
        for (var from : counts) {
            for (var to : counts) {
                if (!to.at().isBefore(from.at()) && !to.at().isAfter(from.at().plus(Duration.ofMinutes(1)))) {
                    most = Math.max(most, to.calls() - from.calls());
                }
            }
        }
        return most;
    }

    private long callsOf(List<String> addresses) {
        return addresses.stream()
                .mapToLong(address -> suite.get("http://" + address + "/calls")
                        .path("requests")
                        .asLong())
                .sum();
    }

    private void startOthers() throws Exception {
        for (var number = 2; number <= 3; number++) {
            var other = suite.another("vendor-gateway", CONFIGURED);
            others.add(other);
            other.start();
        }
    }

    private void pollEverySecond() throws Exception {
        var answer = suite.send(
                "POST",
                "/api/schedules",
                Map.of(
                        "name", "more than the budget",
                        "rate", "PT1S",
                        "task", "pull_status",
                        "target", Map.of("selector", Map.of("vendor", "shelly")),
                        "overlap", "allow",
                        "timeout", "PT20S"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    /**
     * Whoever is new to a share begins with nothing of it, for another may have used it up, so there are some slow seconds: until
     * each of the three has what it keeps for commands.
     */
    private void awaitShares() {
        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> {
                    for (var gateway : gateways().toList()) {
                        var account = account(gateway);
                        assertThat(account.path("calls").asInt())
                                .as(account.toString())
                                .isEqualTo(CALLS_A_MINUTE);
                        assertThat(account.path("available").asInt())
                                .as(account.toString())
                                .isBetween(5, CALLS_A_MINUTE / 3);
                    }
                });
    }

    private Stream<String> gateways() {
        return Stream.concat(
                Stream.of(suite.process("vendor-gateway").address()),
                others.stream().map(JavaPart::address));
    }

    private JsonNode account(String gateway) {
        return suite.get("http://" + gateway + "/api/vendors/shelly")
                .path("accounts")
                .path(0);
    }

    private void setForSomeTime() throws Exception {
        var switches = suite.all("/api/devices").stream()
                .filter(device -> device.path("type").asText().equals("plug"))
                .map(device -> device.path("id").asText())
                .toList();
        assertThat(switches).hasSizeGreaterThan(3);
        var end = Instant.now().plus(MINUTES).plusSeconds(5);
        for (var number = 0; Instant.now().isBefore(end); number++) {
            var next = Instant.now().plus(BETWEEN_SETS);
            isConfirmedSoon(switches.get(number % switches.size()), number % 2 == 0);
            await().atMost(BETWEEN_SETS.plusSeconds(1))
                    .until(() -> !Instant.now().isBefore(next));
        }
    }

    private void isConfirmedSoon(String device, boolean on) throws Exception {
        var begun = Instant.now();
        var interaction = suite.set(device, on);
        var took = Duration.between(begun, Instant.now());

        assertThat(interaction.path("state").asText())
                .as(interaction.toString())
                .isEqualTo("succeeded");
        assertThat(took).isLessThan(CONFIRMED);
    }
}
