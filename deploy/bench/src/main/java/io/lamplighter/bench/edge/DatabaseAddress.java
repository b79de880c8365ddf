package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a database is and how to log in. */
public record DatabaseAddress(String jdbc, String user, String password) {
    /** A connection of its own. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbc, user, password);
    }

    /** The first column of the only row. */
    public long number(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        } catch (SQLException failure) {
            throw new BenchException(this + " did not answer", failure);
        }
    }

    /** Does it; answers how many rows it changed. */
    public long execute(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
            return Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException failure) {
            throw new BenchException(this + " did not do it", failure);
        }
    }

    @Override
    public String toString() {
        return jdbc + " as " + user;
    }
}
