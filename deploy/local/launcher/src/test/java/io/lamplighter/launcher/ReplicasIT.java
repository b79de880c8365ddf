package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes of interactions-service at work on real Kafka, PostgreSQL, gateway and a simulated vendor, while one
 * after another is ended by force. Takes minutes: {@code -Dlamplighter.replicas.minutes=10}.
 */
@EnabledIfSystemProperty(named = "lamplighter.replicas.minutes", matches = "\\d+")
class ReplicasIT {
    private static final Duration MINUTES = Duration.ofMinutes(Integer.getInteger("lamplighter.replicas.minutes", 1));
    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(20);
    private static final int SCHEDULES = 50; // each every 3 s: 10,000 times in ten minutes
    private static final int PERIOD_MILLIS = 3000;

    @TempDir
    Path folder;

    private final List<JavaPart> others = new ArrayList<>();
    private RunningSuite suite;

    @AfterEach
    void stop() {
        others.forEach(JavaPart::stop);
        if (suite != null) {
            suite.stop();
        }
    }

    @Test
    void nothingIsMissedOrDoneTwiceWhileReplicasAreEndedByForce() throws Exception { // IOT-60, pains 1 to 4, 20
        suite = RunningSuite.start(folder.resolve("data"), RunningSuite.freePorts());
        startOthers();
        var switches = switches();
        var before = setsAtVendor(switches);
        var schedules = makeSchedules(switches);

        var end = Instant.now().plus(MINUTES);
        for (var kill = 0; Instant.now().isBefore(end); kill++) {
            var next = Instant.now().plus(BETWEEN_KILLS);
            kill(kill % 3);
            await().atMost(Duration.ofMinutes(1)).until(() -> !Instant.now().isBefore(next));
        }
        schedules.forEach(this::disable);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> suite.all("/api/interactions?state=running").isEmpty());

        long runs = 0;
        long attempts = 0;
        for (var schedule : schedules) {
            everyTimeFiredOnce(suite.all("/api/interactions?schedule=" + schedule));
            var itsRuns = suite.all("/api/runs?schedule=" + schedule);
            assertThat(itsRuns)
                    .allSatisfy(run -> assertThat(run.path("state").asText())
                            .as(run.toString())
                            .isEqualTo("succeeded"));
            runs += itsRuns.size();
            attempts += itsRuns.stream()
                    .mapToLong(run -> run.path("attempts").asLong())
                    .sum();
        }
        assertThat(runs).isGreaterThan(MINUTES.toMillis() / PERIOD_MILLIS * SCHEDULES * 9 / 10);
        assertThat(setsAtVendor(switches) - before)
                .as("sets counted at the vendor, of %d runs with %d attempts", runs, attempts)
                .isBetween(runs, attempts);
    }

    private static void everyTimeFiredOnce(List<JsonNode> interactions) {
        var due = interactions.stream()
                .map(interaction -> Instant.parse(interaction.path("dueAt").asText()))
                .sorted()
                .toList();
        assertThat(new HashSet<>(due)).as("doubled").hasSameSizeAs(due);
        assertThat(Duration.between(due.getFirst(), due.getLast()).toMillis() / PERIOD_MILLIS + 1)
                .as("missed")
                .isEqualTo(due.size());
        assertThat(interactions).allSatisfy(interaction -> {
            var late = Duration.between(
                    Instant.parse(interaction.path("dueAt").asText()),
                    Instant.parse(interaction.path("createdAt").asText()));
            assertThat(late).as(interaction.toString()).isBetween(Duration.ZERO, Duration.ofSeconds(5));
            assertThat(interaction.path("state").asText()).isEqualTo("succeeded");
        });
    }

    private void startOthers() throws Exception {
        for (var number = 2; number <= 3; number++) {
            var other = suite.another("interactions-service", Map.of());
            others.add(other);
            other.start();
        }
    }

    /** Number 0 comes back by the launcher; returns when all three are at work again. */
    private void kill(int number) throws Exception {
        if (number > 0) {
            RunningSuite.end(others.get(number - 1).handle());
            others.get(number - 1).start();
            return;
        }
        var killed = suite.process("interactions-service");
        RunningSuite.end(killed.alive().orElseThrow());
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> suite.process("interactions-service").pid() != killed.pid()
                        && suite.send("GET", "/api/tasks", null).statusCode() == 200);
    }

    private List<JsonNode> switches() throws Exception {
        var switches = new ArrayList<JsonNode>();
        for (var device : suite.all("/api/devices")) {
            var address = "http://" + device.path("vendorIds").path("address").asText();
            if (suite.send("GET", address + "/rpc/Switch.GetStatus?id=0", null).statusCode() == 200) {
                switches.add(device);
            }
        }
        assertThat(switches).isNotEmpty();
        return switches;
    }

    private long setsAtVendor(List<JsonNode> switches) {
        return switches.stream()
                .map(device -> device.path("vendorIds").path("address").asText())
                .mapToLong(address ->
                        suite.get("http://" + address + "/calls").path("sets").asLong())
                .sum();
    }

    private List<String> makeSchedules(List<JsonNode> switches) throws Exception {
        var first = Instant.now().plusSeconds(5);
        var made = new ArrayList<String>();
        for (var number = 0; number < SCHEDULES; number++) {
            var device = switches.get(number % switches.size()).path("id").asText();
            var answer = suite.send(
                    "POST",
                    "/api/schedules",
                    Map.of(
                            "name", "replicas " + number,
                            "rate", "PT3S",
                            "startAt",
                                    first.plusMillis((long) number * PERIOD_MILLIS / SCHEDULES)
                                            .toString(),
                            "task", "set_status",
                            "arguments", Map.of("name", "on", "value", number % 2 == 0),
                            "target", Map.of("devices", List.of(device)),
                            "misfire", "all",
                            "overlap", "allow",
                            "timeout", "PT20S"));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            made.add(RunningSuite.JSON.readTree(answer.body()).path("id").asText());
        }
        return made;
    }

    private void disable(String schedule) {
        try {
            var answer = suite.send("PATCH", "/api/schedules/" + schedule, Map.of("enabled", false));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }
}
