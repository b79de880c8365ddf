package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Rate;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/** The database of the observations-service: for counting, and for what PostgreSQL alone can do. */
public final class ObservationsDatabase implements AutoCloseable {
    private static final String OF_DEVICES = "series_id in (select id from series where device_id = any(?))";

    private final DatabaseAddress address;
    private final Connection connection;

    /** Connects. */
    public ObservationsDatabase(DatabaseAddress address) {
        this.address = address;
        try {
            this.connection = address.connect();
        } catch (SQLException failure) {
            throw new BenchException("The observations database does not answer at " + address, failure);
        }
    }

    /** How many attributes are stored of these devices; by series, so that all others cost nothing, however many there are. */
    public long countOf(List<String> devices) {
        return number(
                "select coalesce(sum(n), 0)::bigint from series s cross join lateral"
                        + " (select count(*) as n from attribute where series_id = s.id) counted where device_id = any(?)",
                devices);
    }

    /**
     * About how many, by the newest of each series alone, which costs next to nothing.
     *
     * @param base of the first of each series; the others come a second after the one before
     */
    public long aboutCountOf(List<String> devices, Instant base) {
        return number(
                "select sum(extract(epoch from valid_at - '%s') + 1)::bigint from latest where ".formatted(base)
                        + OF_DEVICES,
                devices);
    }

    private long number(String sql, List<String> devices) {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", devices.stream().map(UUID::fromString).toArray()));
            try (var rows = statement.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        } catch (SQLException failure) {
            throw new BenchException("The observations cannot be counted at " + address, failure);
        }
    }

    /**
     * Copies rows into the table that observations are stored in, in one transaction, and removes them again.
     *
     * @param rows in PostgreSQL's text format, of series below 0
     * @param oldest of them
     * @param newest of them
     * @return how many rows in how long, without the removal
     */
    public Rate copy(List<byte[]> rows, Instant oldest, Instant newest) {
        addPartitions(oldest, newest);
        removeCopied();
        try {
            var start = System.nanoTime();
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy attribute (series_id, batch_id, valid_at, value) from stdin");
            for (var chunk : rows) {
                copy.writeToCopy(chunk, 0, chunk.length);
            }
            return Rate.since(start, copy.endCopy());
        } catch (SQLException failure) {
            throw new BenchException("COPY was refused", failure);
        } finally {
            removeCopied();
        }
    }

    /** A connection of its own, for load. */
    public Connection another() throws SQLException {
        return address.connect();
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    private void addPartitions(Instant oldest, Instant newest) {
        try (var statement = connection.prepareStatement("select add_partition('attribute', ?::timestamptz, 1)")) {
            for (var time = oldest;
                    time.isBefore(newest.plus(Duration.ofDays(20)));
                    time = time.plus(Duration.ofDays(20))) {
                statement.setString(1, time.toString());
                var _ = statement.execute();
            }
        } catch (SQLException failure) {
            throw new BenchException("There are no partitions for the rows", failure);
        }
    }

    private void removeCopied() {
        try (var statement = connection.createStatement()) {
            var _ = statement.executeUpdate("delete from attribute where series_id < 0");
        } catch (SQLException failure) {
            throw new BenchException("The copied rows cannot be removed", failure);
        }
    }
}
