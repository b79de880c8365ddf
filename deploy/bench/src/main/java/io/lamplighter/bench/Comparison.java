package io.lamplighter.bench;

import io.lamplighter.bench.edge.DatabaseAddress;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** Compares every stored row with what was accepted. */
final class Comparison {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int FETCH = 10_000;
    private static final String ROWS =
            "select extract(epoch from a.valid_at) * 1000, a.value from attribute a join series s on s.id = a.series_id"
                    + " where s.device_id = ?::uuid and s.name = '" + Sending.NAME + "'";

    private final DatabaseAddress database;
    private final List<String> devices;
    private final List<Long> accepted;
    private final Instant base;

    /**
     * @param accepted for each device: the numbers from 0 up to this one, which is not
     * @param base of the first observation of each device
     */
    Comparison(DatabaseAddress database, List<String> devices, List<Long> accepted, Instant base) {
        this.base = base;
        this.database = database;
        this.devices = devices;
        this.accepted = accepted;
    }

    /** What was found: how many rows, how many numbers without one, how many rows beyond the first, how many other rows. */
    record Result(long stored, long missing, long doubled, long different) {
        boolean isExact() {
            return missing == 0 && doubled == 0 && different == 0;
        }

        Result plus(Result other) {
            return new Result(
                    stored + other.stored,
                    missing + other.missing,
                    doubled + other.doubled,
                    different + other.different);
        }

        @Override
        public String toString() {
            return "%,d / %,d / %,d / %,d".formatted(stored, missing, doubled, different);
        }
    }

    /** Compares until nothing is missing, or for five minutes. */
    Result await(Progress progress) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        var result = compare();
        while (result.missing() > 0 && System.nanoTime() < end) {
            progress.tick("%,d are not stored yet"::formatted, result.missing());
            Thread.sleep(2000);
            result = compare();
        }
        Thread.sleep(2000);
        return compare();
    }

    private Result compare() {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            var result = new Result(0, 0, 0, 0);
            for (var number = 0; number < devices.size(); number++) {
                result = result.plus(compare(connection, UUID.fromString(devices.get(number)), accepted.get(number)));
            }
            return result;
        } catch (SQLException failure) {
            throw new BenchException("What is stored cannot be read", failure);
        }
    }

    private Result compare(Connection connection, UUID device, long count) throws SQLException {
        var seen = new BitSet();
        long stored = 0;
        long doubled = 0;
        long different = 0;
        try (var statement = connection.prepareStatement(ROWS)) {
            statement.setFetchSize(FETCH);
            statement.setString(1, device.toString());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored++;
                    var number = rows.getLong(1) - base.toEpochMilli();
                    if (number < 0 || number >= count || rows.getDouble(2) != number) {
                        different++;
                    } else if (seen.get(Math.toIntExact(number))) {
                        doubled++;
                    }
                    seen.set(Math.toIntExact(Math.max(0, number)));
                }
            }
        }
        return new Result(stored, count - seen.get(0, Math.toIntExact(count)).cardinality(), doubled, different);
    }
}
