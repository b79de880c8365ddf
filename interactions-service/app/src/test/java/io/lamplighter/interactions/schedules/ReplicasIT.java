package io.lamplighter.interactions.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamplighter.interactions.RegistryStub;
import io.lamplighter.local.LocalStackResource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Several processes of the service side by side, on one real database and broker. */
class ReplicasIT {
    private static final int KILLS = Integer.getInteger("lamplighter.replicas.kills", 3);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path directory;

    private final LocalStackResource stack = new LocalStackResource();
    private final RegistryStub registry = new RegistryStub();
    private final Map<String, String> configuration = new HashMap<>();
    private final List<Replica> replicas = new ArrayList<>();
    private VendorsOnTopic vendors;

    @BeforeEach
    void start() {
        stack.init(Map.of("database", "interactions"));
        configuration.putAll(stack.start());
        configuration.putAll(registry.start());
        vendors = new VendorsOnTopic(configuration.get("kafka.bootstrap.servers"));
    }

    @AfterEach
    void stop() throws Exception {
        for (var replica : replicas) {
            replica.close();
        }
        vendors.close();
        registry.stop();
        stack.stop();
    }

    private void startReplicas(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            var replica = new Replica(configuration, directory.resolve("replica-" + i + ".log"));
            replica.start();
            replicas.add(replica);
            if (i == 0) {
                awaitReady(replica); // the first one makes the tables
            }
        }
        replicas.forEach(this::awaitReady);
    }

    private void awaitReady(Replica replica) {
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(replica.readiness()).startsWith("200 "));
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(configuration.get("quarkus.datasource.jdbc.url"), "interactions", "test");
    }

    private long sql(String statement) throws SQLException {
        try (var connection = connect();
                var prepared = connection.createStatement()) {
            if (!prepared.execute(statement)) {
                return prepared.getUpdateCount();
            }
            var found = prepared.getResultSet();
            return found.next() ? found.getLong(1) : 0;
        }
    }

    private void device(int number) throws IOException, InterruptedException {
        var id = new UUID(0x0189_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
        var body = "{\"id\":\"" + id + "\",\"name\":\"D\",\"type\":\"plug\",\"vendor\":\"simulator\",\"enabled\":true,"
                + "\"labels\":{}}";
        var request = HttpRequest.newBuilder(
                        URI.create(configuration.get("quarkus.rest-client.devices.url") + "/devices/" + id))
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
                .isEqualTo(204);
    }

    /** Schedules by the thousand, spread over their period. */
    private void schedules(int count, int devices, Duration period, String misfire) throws Exception {
        for (int i = 0; i < devices; i++) {
            device(i);
        }
        var id = "jsonb_build_object('devices', jsonb_build_array('01890000-0000-7000-8000-'" + " || lpad(to_hex(n % "
                + devices + "), 12, '0')))";
        var at =
                "date_trunc('second', now()) + interval '3 s' + n * interval '" + period.toMillis() + " ms' / " + count;
        var stored = sql(
                "insert into schedules (id, name, rate_ms, anchor_at, time_zone, task, target, arguments, timeout_ms,"
                        + " misfire, overlap, enabled, next_at, created_at, updated_at, updated_by, version)"
                        + " select uuidv7(), 'S ' || n, " + period.toMillis() + ", " + at + ", 'UTC', 'pull_all', " + id
                        + ", '{}', 10000, '" + misfire + "', 'allow', true, " + at
                        + ", now(), now(), 'test', 1 from generate_series(0, " + (count - 1) + ") n");
        assertThat(stored).isEqualTo(count);
        assertThat(sql("analyze schedules")).isLessThanOrEqualTo(0);
    }

    /** Takes minutes and the whole machine: {@code -Dlamplighter.replicas=true}. */
    @Test
    @EnabledIfSystemProperty(named = "lamplighter.replicas", matches = "true")
    void fireEachTimeExactlyOnceWhileTheyAreKilledOneAfterAnother() throws Exception { // IOT-60, pains 1 to 4
        startReplicas(3);
        schedules(60, 20, Duration.ofSeconds(2), "all");
        for (int kill = 0; kill < KILLS; kill++) {
            replicas.forEach(this::awaitReady);
            awaitFired(120L * (kill + 1));
            replicas.get(kill % 3).kill();
            replicas.get(kill % 3).start();
        }
        awaitFired(120L * (KILLS + 2));

        assertThat(sql("update schedules set enabled = false")).isEqualTo(60);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> sql("select count(*) from interactions where state = 'running'") == 0);
        assertThat(sql("select count(*) - count(distinct (schedule_id, due_at)) from interactions"))
                .as("doubled")
                .isZero();
        assertThat(
                        sql(
                                "select coalesce(sum(extract(epoch from last - first) / 2 + 1 - n), 0)::bigint from (select count(*) n,"
                                        + " min(due_at) as first, max(due_at) as last from interactions group by schedule_id) s"))
                .as("missed")
                .isZero();
        assertThat(sql("select count(*) from interactions where created_at < due_at"))
                .isZero();
        assertThat(sql("select count(*) from interactions where created_at > due_at + interval '5 s'"))
                .as("taken over after more than 5 s")
                .isZero();
        assertThat(notSucceeded()).isEmpty();
        var received = new HashSet<UUID>();
        vendors.received().forEach(command -> received.add(command.runId()));
        assertThat((long) received.size()).isEqualTo(sql("select count(*) from runs"));
    }

    private List<String> notSucceeded() throws SQLException {
        var runs = new ArrayList<String>();
        try (var connection = connect();
                var found = connection
                        .createStatement()
                        .executeQuery("select to_jsonb(r)::text from runs r where state <> 'succeeded' order by id")) {
            while (found.next()) {
                runs.add(found.getString(1));
            }
        }
        return runs;
    }

    private void awaitFired(long count) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> sql("select count(*) from interactions") >= count);
    }

    /** Takes minutes and the whole machine: {@code -Dlamplighter.speed=SECONDS}. */
    @Test
    @EnabledIfSystemProperty(named = "lamplighter.speed", matches = "\\d+")
    void fireAThousandASecond() throws Exception { // IOT-67
        int seconds = Integer.getInteger("lamplighter.speed");
        int count = Integer.getInteger("lamplighter.speed.schedules", 100_000);
        startReplicas(Integer.getInteger("lamplighter.speed.replicas", 2));
        schedules(count, 1000, Duration.ofMillis(count), "all");
        var begun = System.nanoTime();
        await().atMost(Duration.ofSeconds(seconds + 60L))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Duration.ofNanos(System.nanoTime() - begun).toSeconds() >= seconds + 3);
        assertThat(sql("update schedules set enabled = false")).isEqualTo(count);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sql("select count(*) from interactions where state = 'running'") == 0);
        tell("fired", "select count(*) from interactions");
        tell("doubled", "select count(*) - count(distinct (schedule_id, due_at)) from interactions");
        tell(
                "missed",
                "select coalesce(sum(extract(epoch from last - first) * 1000 / rate_ms + 1 - n), 0)::bigint from (select"
                        + " schedule_id, count(*) n, min(due_at) as first, max(due_at) as last from interactions group by 1) s"
                        + " join schedules on id = schedule_id");
        tell("runs that did not succeed", "select count(*) from runs where state <> 'succeeded'");
        for (var share : List.of("0.5", "0.9", "0.99", "0.999", "1")) {
            tell(
                    "stored late, ms, p" + share,
                    "select (1000 * percentile_disc(" + share
                            + ") within group (order by extract(epoch from created_at - due_at)))::bigint from interactions");
        }
        tellCommands();
    }

    private void tell(String what, String statement) throws SQLException {
        System.out.println("SPEED " + what + ": " + sql(statement));
    }

    private void tellCommands() throws SQLException {
        var due = new HashMap<UUID, Long>();
        try (var connection = connect();
                var found = connection.createStatement().executeQuery("select id, due_at from interactions")) {
            while (found.next()) {
                due.put(found.getObject(1, UUID.class), found.getTimestamp(2).getTime());
            }
        }
        var late = vendors.received().stream()
                .mapToLong(command -> command.at() - due.get(command.interactionId()))
                .sorted()
                .toArray();
        System.out.printf(
                "SPEED commands: %d, late on the topic, ms: p50 %d, p90 %d, p99 %d, p99.9 %d, most %d%n",
                late.length,
                late[late.length / 2],
                late[late.length * 9 / 10],
                late[late.length * 99 / 100],
                late[late.length * 999 / 1000],
                late[late.length - 1]);
    }
}
