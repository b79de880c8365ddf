package io.lamplighter.observations;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the database past the service. */
public final class Database {
    private Database() {}

    public static long number(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    public static void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            assertThat(statement.execute(sql)).isFalse();
        }
    }

    /** A transaction that has read a table and stays open. */
    public static Reading reading(String table) throws SQLException {
        var connection = connect();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement();
                var found = statement.executeQuery("select count(*) from " + table)) {
            assertThat(found.next()).isTrue();
            return new Reading(connection, found.getLong(1));
        }
    }

    /** What was read; until it ends nobody can drop the table. */
    public record Reading(Connection connection, long rows) {
        public void end() throws SQLException {
            connection.close();
        }
    }

    public static Connection connect() throws SQLException {
        return DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
    }

    private static String setting(String key) {
        return ConfigProvider.getConfig().getValue(key, String.class);
    }
}
