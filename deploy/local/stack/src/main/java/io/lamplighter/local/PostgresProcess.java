package io.lamplighter.local;

import com.sun.management.OperatingSystemMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A PostgreSQL server in processes of its own that keeps its data in a directory and listens on 127.0.0.1. Each service
 * has a database and a role of its own, both named after it, and every connection needs a password.
 */
public final class PostgresProcess implements AutoCloseable {
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres server;
    private final Path directory;
    private final String password;

    private PostgresProcess(EmbeddedPostgres server, Path directory, String password) {
        this.server = server;
        this.directory = directory;
        this.password = password;
    }

    /**
     * Starts the server and waits until it answers.
     *
     * @param directory its data; kept when there is some
     * @param binaries where the server's own files are unpacked, once for all
     * @param port 0 for any free one
     * @param password of the superuser, set at the first start
     * @throws IOException when it does not come up
     */
    public static PostgresProcess start(Path directory, Path binaries, int port, String password) throws IOException {
        Files.createDirectories(directory.getParent());
        Files.createDirectories(binaries);
        var access = directory.resolveSibling(directory.getFileName() + "-access.conf");
        var isNew = !Files.exists(directory.resolve("postgresql.conf"));
        Files.writeString(access, isNew ? rule("trust") : rule("scram-sha-256"));
        var server = EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(binaries.toFile())
                .setPGStartupWait(Duration.ofSeconds(60))
                .setConnectConfig("password", password)
                .setServerConfig("hba_file", access.toString())
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                // The library's own settings would lose what was committed in the last moments before a crash.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", sharedBuffers())
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("timezone", "UTC")
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
        var postgres = new PostgresProcess(server, directory, password);
        if (isNew) {
            postgres.requirePasswords(access);
        }
        return postgres;
    }

    /** A thirty-second of this machine's memory, which is taken only as far as there is data. */
    private static String sharedBuffers() {
        var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Math.max(128, machine.getTotalMemorySize() / 32 / 1024 / 1024) + "MB";
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return server.getPort();
    }

    /** The operating system's process of the postmaster, as its PID file names it. */
    public ProcessHandle handle() throws IOException {
        var id = Long.parseLong(Files.readAllLines(directory.resolve("postmaster.pid"))
                .getFirst()
                .strip());
        return ProcessHandle.of(id).orElseThrow(() -> new IOException("PostgreSQL is not running"));
    }

    /** Makes sure that there is a database of this name, owned by a role of this name with this password. */
    public void createDatabase(String name, String itsPassword) throws IOException {
        try (var connection = connect()) {
            if (!exists(connection, name)) {
                execute(connection, "create role " + name + " login");
                execute(connection, "create database " + name + " owner " + name);
            }
            execute(connection, "alter role " + name + " password '" + itsPassword + "'");
        } catch (SQLException failure) {
            throw new IOException(
                    "PostgreSQL did not create the database " + name + ": " + failure.getMessage(), failure);
        }
    }

    /** Stops the server in order. */
    @Override
    public void close() throws IOException {
        server.close();
    }

    private void requirePasswords(Path access) throws IOException {
        try (var connection = connect()) {
            execute(connection, "alter role " + SUPERUSER + " password '" + password + "'");
            Files.writeString(access, rule("scram-sha-256"));
            execute(connection, "select pg_reload_conf()");
        } catch (SQLException failure) {
            throw new IOException("PostgreSQL did not take its first password: " + failure.getMessage(), failure);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", SUPERUSER, password);
    }

    private static boolean exists(Connection connection, String database) throws SQLException {
        try (var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        }
    }

    // Names and passwords come from the launcher and the tests, never from outside; these statements take no
    // parameters.
    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String rule(String method) {
        return "host all all 127.0.0.1/32 " + method + "\n";
    }
}
