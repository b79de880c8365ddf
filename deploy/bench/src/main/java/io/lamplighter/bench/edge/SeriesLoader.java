package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;

/**
 * Puts rows straight into the tables of the observations-service, as its own ingest would have left them: series, raw rows,
 * newest values. A tenth of the rows are of series with a value every five minutes for a year, the others have one every
 * fifteen minutes up to now. The service rolls up those of a year, whose days are marked for it as for any history that comes
 * late; the others stay raw, which is never wrong. A device has ten series; the first of each has the name {@link #NAME}.
 */
public final class SeriesLoader implements AutoCloseable {
    /** The name of the first series of each device. */
    public static final String NAME = "bench0";

    private static final int SERIES_OF_A_DEVICE = 10;
    private static final int YEAR = 365 * 288;
    private static final int DENSE_MINUTES = 5;
    private static final int SPARSE_MINUTES = 15;
    private static final int FEWEST_DEEP = 4;
    private static final int BUFFER = 1 << 20;
    private static final long LONGEST_ROLL_UP = Duration.ofHours(2).toNanos();
    private static final List<String> TABLES = List.of(
            "attribute", "latest", "series", "batch", "rollup_minute", "rollup_hour", "rollup_day", "pending_rollup");

    private final DatabaseAddress address;
    private final Connection connection;
    private final Instant end;
    private final Progress progress;
    private final long mark = (UUID.randomUUID().getMostSignificantBits() & 0xffffffffffff0000L) | 0x7000L;
    private final int firstId;
    private int series;
    private int newest;
    private int deep;
    private long rows;

    /** Connects; rows are up to the hour before this time. */
    public SeriesLoader(DatabaseAddress address, Instant now, Progress progress) {
        this.address = address;
        this.progress = progress;
        this.end = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
        this.firstId = (int) address.number("select coalesce(max(id), 0) + 1 from series");
        try {
            this.connection = address.connect();
        } catch (SQLException failure) {
            throw new BenchException(address + " does not answer", failure);
        }
    }

    /** After the newest row. */
    public Instant end() {
        return end;
    }

    /** How many devices there are. */
    public int devices() {
        return series / SERIES_OF_A_DEVICE;
    }

    /** How many of the series that were loaded last have a whole year, each the first of its device. */
    public int deep() {
        return deep;
    }

    /** How many rows there are. */
    public long rows() {
        return rows;
    }

    /** The id of a device whose first series has a whole year. */
    public String deepDevice(long number) {
        return device(newest / SERIES_OF_A_DEVICE + number);
    }

    /** The id of a device by its number. */
    public String device(long number) {
        return new UUID(mark, 0x8000000000000000L | number).toString();
    }

    /** Loads so that there are this many rows of this many series, and waits until the service has rolled them up. */
    public void load(long wantedRows, int wantedSeries) throws InterruptedException {
        progress.step("loading %,d rows of %,d series".formatted(wantedRows, wantedSeries));
        try {
            addPartitions();
            addSeries(wantedSeries / SERIES_OF_A_DEVICE * SERIES_OF_A_DEVICE);
            addRows(wantedRows - rows);
            execute(
                    "insert into latest (series_id, valid_at, recorded_at, value) select s.id, a.valid_at, now(), a.value"
                            + " from series s cross join lateral (select valid_at, value from attribute where series_id = s.id"
                            + " order by valid_at desc limit 1) a where s.id >= " + firstId
                            + " on conflict (series_id) do update set valid_at = excluded.valid_at, value = excluded.value");
            progress.step("analysing");
            execute("analyze series");
            execute("analyze attribute");
            execute("analyze latest");
        } catch (SQLException failure) {
            throw new BenchException("The rows cannot be loaded", failure);
        }
        rollUp();
    }

    /** How much room the tables take, indexes and all. */
    public long bytes() {
        return address.number("select sum(pg_total_relation_size(c.oid)) from pg_class c left join pg_inherits i on"
                + " i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent where c.relkind = 'r' and"
                + " coalesce(p.relname, c.relname) in ('" + String.join("', '", TABLES) + "')");
    }

    /** How much room each takes, in words. */
    public String described() {
        var words = new StringBuilder();
        for (var table : TABLES) {
            var size = address.number("select coalesce(sum(pg_total_relation_size(c.oid)), 0) from pg_class c left join"
                    + " pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent where"
                    + " c.relkind = 'r' and coalesce(p.relname, c.relname) = '" + table + "'");
            words.append(words.isEmpty() ? "" : ", ").append(table).append(" %,d MB".formatted(size >> 20));
        }
        return words.toString();
    }

    /** Removes what was loaded. */
    public void remove() {
        try {
            for (var table :
                    new String[] {"rollup_minute", "rollup_hour", "rollup_day", "pending_rollup", "latest", "attribute"
                    }) {
                execute("delete from " + table + " where series_id >= " + firstId + " and series_id < "
                        + (firstId + series));
            }
            execute("delete from known_device where id in (select device_id from series where id >= " + firstId + ")");
            execute("delete from series where id >= " + firstId + " and id < " + (firstId + series));
        } catch (SQLException failure) {
            throw new BenchException("The rows cannot be removed", failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException gone) {
            // it was of no use any more
        }
    }

    private void addPartitions() throws SQLException {
        execute(
                "select add_partition('attribute', time, 1) from generate_series('%s'::timestamptz, '%s', '20 days') time"
                        .formatted(end.minus(Duration.ofDays(400)), end.plus(Duration.ofDays(31))));
    }

    private void addSeries(int wanted) throws SQLException {
        copy("series (id, device_id, name, kind, units)", row -> {
            for (var number = series; number < wanted; number++) {
                row.add((firstId + number) + "\t" + device(number / SERIES_OF_A_DEVICE) + "\tbench"
                        + number % SERIES_OF_A_DEVICE + "\tattribute\tW\n");
            }
        });
        execute("select setval(pg_get_serial_sequence('series', 'id'), (select max(id) from series))");
        execute("insert into known_device (id) select distinct device_id from series where id >= " + firstId
                + " on conflict do nothing");
        newest = series;
        series = wanted;
    }

    private void addRows(long wanted) throws SQLException {
        deep = (int) Math.max(FEWEST_DEEP, wanted / 10 / YEAR);
        var each = (int) Math.max(1, (wanted - (long) deep * YEAR) / (series - newest - deep));
        copy("attribute (series_id, batch_id, valid_at, value)", to -> {
            for (var number = newest; number < series; number++) {
                rows += isDeep(number) ? row(to, number, YEAR, DENSE_MINUTES) : row(to, number, each, SPARSE_MINUTES);
                progress.tick("%,d rows"::formatted, rows);
            }
        });
    }

    private boolean isDeep(int number) {
        return number % SERIES_OF_A_DEVICE == 0 && (number - newest) / SERIES_OF_A_DEVICE < deep;
    }

    private long row(Rows to, int number, int count, int minutes) throws SQLException {
        for (var at = count; at > 0; at--) {
            var time = end.minusSeconds(60L * minutes * at);
            to.add((firstId + number) + "\t0\t" + time + "\t" + (number + at) % 1000 / 10.0 + "\n");
        }
        return count;
    }

    private void rollUp() throws InterruptedException {
        progress.step("waiting until the service has rolled up those of a year");
        var _ = address.execute(
                ("insert into pending_rollup (series_id, day, marked_at) select s.id, (d at time zone 'UTC')::date, now() from series s,"
                                + " generate_series(timestamptz '%s', '%s', '1 day') d where s.id >= %d and s.id < %d and s.name = '%s'")
                        .formatted(
                                end.minus(Duration.ofDays(366)).truncatedTo(ChronoUnit.DAYS),
                                end,
                                firstId + newest,
                                firstId + newest + deep * SERIES_OF_A_DEVICE,
                                NAME));
        var start = System.nanoTime();
        while (address.number("select count(*) from pending_rollup where series_id >= " + firstId) > 0) {
            if (System.nanoTime() - start > LONGEST_ROLL_UP) {
                throw new BenchException("The rows are not rolled up after two hours");
            }
            progress.tick("%,d s"::formatted, (System.nanoTime() - start) / 1_000_000_000L);
            Thread.sleep(1000);
        }
        var _ = address.execute("vacuum analyze");
    }

    private interface Filler {
        void fill(Rows rows) throws SQLException;
    }

    private interface Rows {
        void add(String row) throws SQLException;
    }

    private void copy(String table, Filler filler) throws SQLException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        var buffer = new StringBuilder(BUFFER + 1000);
        filler.fill(row -> {
            buffer.append(row);
            if (buffer.length() > BUFFER) {
                var bytes = buffer.toString().getBytes(StandardCharsets.US_ASCII);
                copy.writeToCopy(bytes, 0, bytes.length);
                buffer.setLength(0);
            }
        });
        var rest = buffer.toString().getBytes(StandardCharsets.US_ASCII);
        copy.writeToCopy(rest, 0, rest.length);
        var _ = copy.endCopy();
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            var _ = statement.execute(sql);
        }
    }
}
