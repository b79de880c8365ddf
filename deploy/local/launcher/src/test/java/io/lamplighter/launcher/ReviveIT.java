package io.lamplighter.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends each real process by force in the middle of the work: it comes back, and nothing is lost and nothing doubled. */
class ReviveIT {
    private static final Set<String> ENDED =
            Set.of("succeeded", "acknowledged", "failed", "timed_out", "expired", "cancelled", "skipped");

    private static RunningSuite suite;

    @BeforeAll
    static void start() throws Exception {
        suite = RunningSuite.shared();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "devices-service",
                "observations-service",
                "interactions-service",
                "vendor-gateway",
                "kafka",
                "postgresql"
            })
    void comesBackByItselfAndNothingAcceptedIsLostOrDoubled(String name) throws Exception {
        var device = suite.registerSimulated("revived with " + name);
        var schedule = schedule(name);
        var sender = new Sender(device);
        try {
            sender.sendFor(Duration.ofSeconds(3));
            var killed = suite.process(name);
            killed.alive().orElseThrow().destroyForcibly();
            sender.sendFor(Duration.ofSeconds(6));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> suite.process(name).pid() != killed.pid());
            await().atMost(Duration.ofSeconds(60)).until(() -> sender.send());
            sender.sendFor(Duration.ofSeconds(2));
        } finally {
            await().atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> suite.send("DELETE", "/api/schedules/" + schedule, null)
                                    .statusCode()
                            == 204);
        }
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stored(device)).isEqualTo(sender.accepted));
        everyRunEndedAndNoneIsDoubled(schedule);
    }

    private static void everyRunEndedAndNoneIsDoubled(String schedule) {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var runs = suite.all("/api/runs?schedule=" + schedule);
            assertThat(runs).isNotEmpty();
            assertThat(runs)
                    .allSatisfy(run -> assertThat(run.path("state").asText()).isIn(ENDED));
            assertThat(runs.stream()
                            .map(run -> run.path("dueAt").asText()
                                    + run.path("deviceId").asText()))
                    .doesNotHaveDuplicates();
        });
    }

    private static Map<String, Double> stored(String device) {
        return suite.all("/api/observations?device=" + device + "&name=sent").stream()
                .collect(Collectors.toMap(
                        item -> Instant.parse(item.path("validAt").asText()).toString(),
                        item -> item.path("value").asDouble()));
    }

    private static String schedule(String name) throws Exception {
        var answer = suite.send(
                "POST",
                "/api/schedules",
                Map.of(
                        "name", "while reviving " + name,
                        "rate", "PT1S",
                        "task", "pull_all",
                        "timeout", "PT5S",
                        "target", Map.of("selector", Map.of())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return RunningSuite.JSON.readTree(answer.body()).path("id").asText();
    }

    /** Sends numbered observations and remembers those that were accepted. */
    private static final class Sender {
        private final Map<String, Double> accepted = new HashMap<>();
        private final String device;
        private Instant next = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        Sender(String device) {
            this.device = device;
        }

        void sendFor(Duration duration) throws InterruptedException {
            var end = Instant.now().plus(duration);
            while (Instant.now().isBefore(end)) {
                Thread.sleep(send() ? 20 : 100);
            }
        }

        /** Sends the next one until it is accepted, so that what was refused is sent again and must not be doubled. */
        boolean send() {
            var time = next.toString();
            var value = (double) accepted.size();
            try {
                var answer = suite.send(
                        "POST",
                        "/api/observations",
                        List.of(Map.of(
                                "deviceId", device, "name", "sent", "value", value, "units", "1", "validAt", time)));
                if (answer.statusCode() != 202) {
                    return false;
                }
                accepted.put(time, value);
                next = next.plusMillis(1);
                return true;
            } catch (IOException unanswered) {
                return false;
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
