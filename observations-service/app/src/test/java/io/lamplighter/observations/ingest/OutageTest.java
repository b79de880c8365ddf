package io.lamplighter.observations.ingest;

import static io.lamplighter.observations.Observations.accepted;
import static io.lamplighter.observations.Observations.json;
import static io.lamplighter.observations.Observations.stored;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.notNullValue;

import io.lamplighter.observations.Devices;
import io.lamplighter.observations.Observations;
import io.lamplighter.observations.Topic;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutageTest {
    private static final Instant TIME = Instant.parse("2026-11-21T08:00:00Z");

    private final UUID device = Devices.registered();

    @ConfigProperty(name = "lamplighter.test.kafka.pid")
    long kafka;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void nothingAcceptedIsLostWhileTheDatabaseIsGone() throws SQLException {
        accepted(json(device, "before", "1", null, TIME));
        assertThat(stored(device, 1)).hasSize(1);

        refuseConnections(true);
        try {
            accepted(IntStream.range(0, 500)
                    .mapToObj(i -> json(device, "during", Integer.toString(i), null, TIME.plusSeconds(i)))
                    .toArray(String[]::new));
            await().untilAsserted(() -> given().get(Observations.PATH + "/latest?device=" + device)
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", notNullValue())
                    .body("type", endsWith("database-unavailable")));
        } finally {
            refuseConnections(false);
        }

        assertThat(stored(device, 501)).hasSize(501);
        assertThat(Topic.read("observations-dead-letter", device.toString())).isEmpty();
    }

    @Test
    void producersAreToldToComeAgainWhileTooMuchWaits() throws SQLException {
        accepted(json(device, "before", "1", null, TIME));
        assertThat(stored(device, 1)).hasSize(1);
        refuseConnections(true);
        try {
            accepted(IntStream.range(0, 6000)
                    .mapToObj(i -> json(Devices.registered(), "a", "1", null, TIME))
                    .toArray(String[]::new));
            await().untilAsserted(() -> Observations.post(json(device, "during", "1", null, TIME))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", endsWith("backlog-too-long")));
        } finally {
            refuseConnections(false);
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> Observations.post(json(device, "after", "1", null, TIME))
                        .statusCode(202));
        await().untilAsserted(() -> assertThat(Observations.items("?device=" + device + "&name=after"))
                .hasSize(1));
    }

    @Test
    void nothingAcceptedIsLostAndNothingIsThereTwiceWhileConnectionsAreCut() throws SQLException {
        var sent = new ArrayList<UUID>();
        for (var round = 0; round < 20; round++) {
            var each = Devices.registered();
            sent.add(each);
            accepted(IntStream.range(0, 200)
                    .mapToObj(i -> json(each, "power", Integer.toString(i), "W", TIME.plusSeconds(i)))
                    .toArray(String[]::new));
            cutConnections();
        }

        sent.forEach(each -> assertThat(stored(each, 200)).hasSize(200));
    }

    @Test
    void answersWithinBoundsWhileKafkaIsGoneAndTakesMoreWhenItIsBack() throws IOException, InterruptedException {
        accepted(json(device, "before", "1", null, TIME));

        signal("STOP");
        try {
            var start = System.nanoTime();
            Observations.post(json(device, "during", "1", null, TIME))
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("type", endsWith("kafka-unavailable"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        } finally {
            signal("CONT");
        }

        await().untilAsserted(() ->
                Observations.post(json(device, "after", "1", null, TIME)).statusCode(202));
        await().untilAsserted(() -> assertThat(Observations.items("?device=" + device + "&name=after"))
                .hasSize(1));
    }

    private void refuseConnections(boolean refuse) throws SQLException {
        asSuperuser("alter database observations allow_connections " + !refuse);
        if (refuse) {
            cutConnections();
        }
    }

    private void cutConnections() throws SQLException {
        asSuperuser("select pg_terminate_backend(pid) from pg_stat_activity where datname = 'observations'");
    }

    private void asSuperuser(String sql) throws SQLException {
        var server = url.substring(0, url.lastIndexOf('/')) + "/postgres";
        try (var connection = DriverManager.getConnection(server, "postgres", password);
                var statement = connection.createStatement()) {
            var hasRows = statement.execute(sql);
            assertThat(hasRows).isEqualTo(sql.startsWith("select"));
        }
    }

    private void signal(String signal) throws IOException, InterruptedException {
        var command = List.of("kill", "-" + signal, Long.toString(kafka));
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
