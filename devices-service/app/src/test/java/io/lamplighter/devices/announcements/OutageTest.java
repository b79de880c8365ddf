package io.lamplighter.devices.announcements;

import static io.lamplighter.devices.Devices.asked;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.devices.Devices;
import io.lamplighter.local.LocalStackResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name = "database", value = "devices"))
class OutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @ConfigProperty(name = "lamplighter.test.kafka.pid")
    long kafka;

    @ConfigProperty(name = "lamplighter.test.postgres.pid")
    long postgres;

    @Test
    void aDeadKafkaDelaysAnnouncementsOnly() throws Exception {
        var loud = new LoudLines();
        var ids = new ArrayList<String>();
        signal("STOP", kafka);
        try {
            var begin = Instant.now();
            for (var number = 0; number < 40; number++) {
                ids.add(Devices.registerId(Devices.plug()));
            }
            asked(Devices.plug()).put("/api/devices/" + ids.getFirst()).then().statusCode(200);
            // A request that waited for Kafka would take 2 s and more, and these are 41.
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(30));
            await().atMost(PATIENCE).until(() -> !loud.lines.isEmpty());
            asked(Devices.plug()).put("/api/devices/" + ids.getLast()).then().statusCode(200);
            await().untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
        } finally {
            signal("CONT", kafka);
        }
        try (var topic = new DevicesTopic()) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(id -> assertThat(topic.registry()).containsKey(id)));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(topic.versionsOf(ids.getLast())).endsWith(2));
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(topic.versionsOf(ids.getFirst())).endsWith(2));
        }
        assertThat(loud.lines).hasSize(2);
        assertThat(loud.lines.getFirst()).startsWith("Kafka does not answer");
        assertThat(loud.lines.getLast()).startsWith("Over: Kafka");
        loud.close();
    }

    @Test
    void aHangingDatabaseIsAnsweredInTimeAndRecovers() throws Exception {
        var id = Devices.registerId(Devices.plug());
        signal("STOP", processesOf(postgres));
        try {
            var begin = Instant.now();
            for (var path : List.of("/api/devices", "/api/devices/" + id)) {
                given().get(path)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("urn:problem:devices:database-unavailable"));
            }
            asked(Devices.plug()).post("/api/devices").then().statusCode(503);
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(20));
        } finally {
            signal("CONT", processesOf(postgres));
        }
        await().untilAsserted(() -> given().get("/api/devices/" + id).then().statusCode(200));
        asked(Devices.plug()).post("/api/devices").then().statusCode(201);
    }

    @Test
    void lostConnectionsAreReplaced() throws Exception {
        var id = Devices.registerId(Devices.plug());
        // What a restart of the server does to its clients: every one of their backends ends.
        signal(
                "TERM",
                ProcessHandle.of(postgres)
                        .orElseThrow()
                        .children()
                        .filter(OutageTest::serves)
                        .mapToLong(ProcessHandle::pid)
                        .toArray());

        await().untilAsserted(() -> given().get("/api/devices/" + id).then().statusCode(200));
        await().untilAsserted(
                        () -> asked(Devices.plug()).post("/api/devices").then().statusCode(201));
    }

    private static boolean serves(ProcessHandle process) {
        try {
            return java.nio.file.Files.readString(
                            java.nio.file.Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .contains("devices devices");
        } catch (IOException _) {
            return false;
        }
    }

    private static long[] processesOf(long parent) {
        var process = ProcessHandle.of(parent).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(ProcessHandle::pid)
                .toArray();
    }

    private static void signal(String name, long... processes) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("kill", "-" + name));
        for (var process : processes) {
            command.add(Long.toString(process));
        }
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /** What the service tells a human about Kafka. */
    private static final class LoudLines extends Handler {
        private static final java.util.logging.Formatter TEXT = new java.util.logging.SimpleFormatter();

        final List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();

        LoudLines() {
            Logger.getLogger("").addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            var isOurs = line.getLoggerName() != null && line.getLoggerName().startsWith("io.lamplighter");
            if (line.getLevel().intValue() >= Level.WARN.intValue() || isOurs) {
                lines.add(TEXT.formatMessage(line));
            }
        }

        @Override
        public void flush() {
            // nothing is held back
        }

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(this);
        }
    }
}
