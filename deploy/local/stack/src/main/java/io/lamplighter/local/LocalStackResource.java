package io.lamplighter.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives the tests of a service a PostgreSQL and a Kafka of their own, empty at the start and gone at the end.
 *
 * <p>Take it with {@code @QuarkusTestResource(value = LocalStackResource.class, initArgs = @ResourceArg(name =
 * "database", value = "devices"))}; without a database only Kafka is started. The ids of the real processes are in
 * {@code lamplighter.test.postgres.pid} and {@code lamplighter.test.kafka.pid}, for tests that end them.
 */
public class LocalStackResource implements QuarkusTestResourceLifecycleManager {
    private static final String PASSWORD = "test";
    // One folder for each user: what another user unpacked could not be written to.
    static final Path BINARIES = Path.of(
            System.getProperty("java.io.tmpdir"), "lamplighter-postgres-binaries-" + System.getProperty("user.name"));

    private String database;
    private Path directory;
    private PostgresProcess postgres;
    private KafkaProcess kafka;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.get("database");
    }

    @Override
    public Map<String, String> start() {
        try {
            directory = Files.createTempDirectory("lamplighter-test");
            var configuration = new HashMap<String, String>();
            kafka = KafkaProcess.start(
                    directory.resolve("kafka"), directory.resolve("kafka.log"), freePort(), freePort());
            configuration.put("kafka.bootstrap.servers", kafka.bootstrapServers());
            configuration.put(
                    "lamplighter.test.kafka.pid", Long.toString(kafka.handle().pid()));
            if (database != null) {
                startPostgres(configuration);
            }
            return configuration;
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure);
        }
    }

    private void startPostgres(Map<String, String> configuration) throws IOException {
        postgres = PostgresProcess.start(directory.resolve("postgres"), BINARIES, 0, PASSWORD);
        postgres.createDatabase(database, PASSWORD);
        var address = "postgresql://127.0.0.1:" + postgres.port() + "/" + database;
        configuration.put("quarkus.datasource.reactive.url", address);
        configuration.put("quarkus.datasource.jdbc.url", "jdbc:" + address);
        configuration.put("quarkus.datasource.username", database);
        configuration.put("quarkus.datasource.password", PASSWORD);
        configuration.put(
                "lamplighter.test.postgres.pid", Long.toString(postgres.handle().pid()));
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } finally {
            delete(directory);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) {
        if (directory == null) {
            return;
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException ignored) {
            // a file of a process that is just ending; the folder is under the system's temporary one
        }
    }
}
