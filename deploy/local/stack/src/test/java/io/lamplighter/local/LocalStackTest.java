package io.lamplighter.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class LocalStackTest {

    @Test
    void startsARealPostgresAndARealKafkaAndLeavesNoProcessBehind() throws Exception {
        var stack = new LocalStackResource();
        stack.init(Map.of("database", "devices"));
        var configuration = stack.start();
        var processes = java.util.stream.Stream.of("lamplighter.test.postgres.pid", "lamplighter.test.kafka.pid")
                .map(key ->
                        ProcessHandle.of(Long.parseLong(configuration.get(key))).orElseThrow())
                .toList();
        try (var connection = connect(configuration, "test");
                var admin = Admin.create(Map.of("bootstrap.servers", configuration.get("kafka.bootstrap.servers")))) {
            for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                var shown = connection.createStatement().executeQuery("show " + setting);
                assertThat(shown.next()).isTrue();
                assertThat(shown.getString(1)).as(setting).isEqualTo("on");
            }
            assertThat(admin.listTopics().names().get())
                    .contains("devices", "observations", "commands", "runs", "results", "observations-dead-letter");
        } finally {
            stack.stop();
        }
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void refusesAConnectionWithoutThePasswordAndKeepsDataOverARestart(@org.junit.jupiter.api.io.TempDir Path directory)
            throws Exception {
        try (var postgres = PostgresProcess.start(directory.resolve("data"), LocalStackResource.BINARIES, 0, "first")) {
            postgres.createDatabase("devices", "secret");
            var configuration = configuration(postgres);
            assertThatThrownBy(() -> connect(configuration, "wrong")).isInstanceOf(SQLException.class);
            try (var connection = connect(configuration, "secret")) {
                connection.createStatement().execute("create table kept(id int)");
            }
        }
        try (var postgres = PostgresProcess.start(directory.resolve("data"), LocalStackResource.BINARIES, 0, "first")) {
            postgres.createDatabase("devices", "secret");
            try (var connection = connect(configuration(postgres), "secret")) {
                assertThat(connection
                                .createStatement()
                                .executeQuery("select * from kept")
                                .next())
                        .isFalse();
            }
        }
    }

    private static Map<String, String> configuration(PostgresProcess postgres) {
        return Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/devices");
    }

    private static java.sql.Connection connect(Map<String, String> configuration, String password) throws SQLException {
        return DriverManager.getConnection(configuration.get("quarkus.datasource.jdbc.url"), "devices", password);
    }
}
