package io.lamplighter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamplighter.local.PostgresProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real PostgreSQL with the product's tables, and a service that stores what it accepts in the simplest way. */
class IngestCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BINARIES = Path.of(System.getProperty("java.io.tmpdir"), "lamplighter-postgres-binaries");

    @TempDir
    private Path directory;

    private final AtomicInteger registered = new AtomicInteger();
    private final AtomicInteger removed = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> schedules = new CopyOnWriteArrayList<>();
    private boolean storesOneMore;
    private PostgresProcess postgres;
    private Connection connection;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException, SQLException {
        postgres = PostgresProcess.start(directory.resolve("postgres"), BINARIES, 0, "test");
        postgres.createDatabase("observations", "test");
        connection = DriverManager.getConnection(jdbc(), "observations", "test");
        execute("create table series (id int generated always as identity primary key, device_id uuid not null,"
                + " name text not null, unique (device_id, name))");
        execute("create table attribute (series_id int not null, batch_id int not null, valid_at timestamptz not null,"
                + " value float8 not null, primary key (series_id, valid_at))");
        execute("create view latest as select series_id, max(valid_at) as valid_at from attribute group by series_id");
        execute("create function add_partition(parent text, moment timestamptz, months int) returns void language sql"
                + " as 'select'");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/devices", this::devices);
        server.createContext("/api/observations", this::observations);
        server.createContext("/api/schedules", this::schedules);
        server.start();
    }

    @AfterEach
    void stop() throws IOException, SQLException {
        server.stop(0);
        connection.close();
        postgres.close();
    }

    @Test
    void countsWhatIsStoredAndComparesItWithCopy() throws SQLException {
        var out = new StringWriter();

        var exitCode = bench(
                out,
                new StringWriter(),
                "--warm-up=0",
                "--observations=10500",
                "--devices=7",
                "--output=markdown",
                "--parts=http");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("Measured on ", "### Ingest", "| accepted over HTTP | 10,500 |", "| 1.00 |")
                .contains("1 were told to come again");
        assertThat(count("select count(*) from attribute")).isEqualTo(10_500);
        assertThat(count("select count(*) from attribute where series_id < 0")).isZero();
        assertThat(registered).hasValue(7);
        assertThat(removed).hasValue(7);
        assertThat(schedules)
                .containsExactly(
                        "PATCH /api/schedules/fires {\"enabled\":false}",
                        "PATCH /api/schedules/fires {\"enabled\":true}");
    }

    @Test
    void sendsBurstsAndSingleObservations() throws SQLException {
        var out = new StringWriter();

        var exitCode = bench(
                out,
                new StringWriter(),
                "--warm-up=0",
                "--observations=4000",
                "--devices=2",
                "--parts=burst,singles",
                "--singles=1");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("in a burst: stored and queryable", "one by one, 64 connections: accepted over HTTP");
        assertThat(count("select count(distinct (series_id, valid_at)) from attribute"))
                .isGreaterThan(4000);
    }

    @Test
    void failsWhenMoreIsStoredThanWasAccepted() throws SQLException {
        storesOneMore = true;
        var err = new StringWriter();

        var exitCode =
                bench(new StringWriter(), err, "--warm-up=0", "--observations=3000", "--devices=2", "--parts=http");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).contains("3,000 were accepted, but 3,001 are stored");
        assertThat(schedules).hasSize(2);
    }

    private int bench(StringWriter out, StringWriter err, String... options) {
        var arguments = new java.util.ArrayList<>(List.of(
                "ingest",
                "--url=http://127.0.0.1:" + server.getAddress().getPort(),
                "--jdbc=" + jdbc(),
                "--jdbc-password=test"));
        arguments.addAll(List.of(options));
        return Bench.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }

    private void devices(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("DELETE")) {
            removed.incrementAndGet();
            answer(exchange, 204, "");
        } else {
            registered.incrementAndGet();
            answer(exchange, 201, "{\"id\":\"" + UUID.randomUUID() + "\"}");
        }
    }

    /** One that fires and one that does not; what is asked of them is remembered. */
    private void schedules(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            answer(
                    exchange,
                    200,
                    "{\"items\":[{\"id\":\"fires\",\"enabled\":true},{\"id\":\"rests\",\"enabled\":false}]}");
        } else {
            var asked = new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            schedules.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + asked);
            answer(exchange, 200, "{}");
        }
    }

    /** The second request is told to come again. */
    private synchronized void observations(HttpExchange exchange) throws IOException {
        var read = JSON.readTree(exchange.getRequestBody());
        var body = read.isArray() ? read : JSON.createArrayNode().add(read);
        if (requests.incrementAndGet() == 2) {
            answer(exchange, 503, "");
            return;
        }
        try {
            for (var observation : body) {
                store(observation, Instant.parse(observation.path("validAt").asText()));
            }
            if (storesOneMore && requests.get() == 3) {
                store(body.get(0), Instant.EPOCH);
            }
            answer(exchange, 202, "");
        } catch (SQLException failure) {
            answer(exchange, 500, failure.getMessage());
        }
    }

    private void store(JsonNode observation, Instant validAt) throws SQLException {
        var sql = "with known as (insert into series (device_id, name) values (?, ?) on conflict (device_id, name)"
                + " do update set name = excluded.name returning id) insert into attribute select id, 0, ?, ? from known";
        try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(observation.path("deviceId").asText()));
            statement.setString(2, observation.path("name").asText());
            statement.setTimestamp(3, Timestamp.from(validAt));
            statement.setDouble(4, observation.path("value").asDouble());
            var _ = statement.executeUpdate();
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
            exchange.getResponseBody().write(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    private String jdbc() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/observations";
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }

    private long count(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : -1;
        }
    }
}
