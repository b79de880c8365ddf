package io.lamplighter.devices.exports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.connections.Connections;
import io.lamplighter.devices.files.CsvWriter;
import io.lamplighter.devices.files.DeviceFileWriter;
import io.lamplighter.devices.files.FileFormat;
import io.lamplighter.devices.files.NdjsonWriter;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.registry.DeviceRow;
import io.lamplighter.devices.selectors.Conditions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Exports devices as they are at one moment, ordered by id: a cursor of the database in a transaction of its own, read
 * as fast as the reader takes it.
 */
@ApplicationScoped
class DeviceExporter {
    // The names of all labels of a million devices take a while; a reader that has gone does not.
    private static final String BEGIN =
            "begin isolation level repeatable read read only; set local statement_timeout = '5min'; set local"
                    + " idle_in_transaction_session_timeout = ";

    private final Pool database;
    private final ObjectMapper json;
    private final ExportConfig config;
    private final Semaphore free;

    DeviceExporter(Pool database, ObjectMapper json, ExportConfig config) {
        this.database = database;
        this.json = json;
        this.config = config;
        free = new Semaphore(config.most());
    }

    /** The lines in batches; the last line of a batch has no line end. */
    Multi<String> lines(FileFormat format, Conditions conditions) {
        if (!free.tryAcquire()) {
            return Multi.createFrom().failure(new ExportsBusyException());
        }
        return Multi.createFrom()
                .<SqlConnection, String>resourceFromUni(
                        database::getConnection, connection -> lines(connection, format, conditions))
                .withFinalizer((Function<SqlConnection, Uni<Void>>) DeviceExporter::close)
                .onTermination()
                .invoke(free::release);
    }

    private static Uni<Void> close(SqlConnection connection) {
        return connection
                .query("rollback")
                .execute()
                .onFailure()
                .recoverWithNull()
                .chain(() -> connection.close());
    }

    private Multi<String> lines(SqlConnection connection, FileFormat format, Conditions conditions) {
        return connection
                .query(BEGIN + config.patience().toMillis())
                .execute()
                .chain(() -> writer(connection, format, conditions))
                .onItem()
                .transformToMulti(writer -> Multi.createBy()
                        .concatenating()
                        .streams(header(writer), devices(connection, conditions, writer)));
    }

    private Uni<DeviceFileWriter> writer(SqlConnection connection, FileFormat format, Conditions conditions) {
        if (format == FileFormat.NDJSON) {
            return Uni.createFrom().item(new NdjsonWriter(json));
        }
        return names(connection, conditions, "vendor_ids")
                .chain(vendorIds -> names(connection, conditions, "labels").map(labels -> csv(vendorIds, labels)));
    }

    private CsvWriter csv(List<String> vendorIds, List<String> labels) {
        var columns = vendorIds.size() + labels.size();
        if (columns > config.mostColumns()) {
            throw new InvalidInputException(
                    "format",
                    "must be ndjson: as CSV these devices would have %d columns of vendor ids and labels, and at most %d are allowed"
                            .formatted(columns, config.mostColumns()));
        }
        return new CsvWriter(json, vendorIds, labels);
    }

    private Uni<List<String>> names(SqlConnection connection, Conditions conditions, String column) {
        return connection
                .preparedQuery(
                        "select distinct its.name from %s cross join lateral jsonb_object_keys(%s) as its (name) where %s limit %d"
                                .formatted(
                                        DeviceRow.TABLES,
                                        "device." + column,
                                        conditions.sql(),
                                        config.mostColumns() + 1))
                .execute(conditions.values())
                .map(rows -> stream(rows).map(row -> row.getString(0)).toList());
    }

    private static Multi<String> header(DeviceFileWriter writer) {
        return writer.header() == null
                ? Multi.createFrom().empty()
                : Multi.createFrom().item(writer.header());
    }

    private Multi<String> devices(SqlConnection connection, Conditions conditions, DeviceFileWriter writer) {
        return connection
                .prepare((Connections.PLANNED_ANEW + "select * from %s where %s order by id")
                        .formatted(DeviceRow.TABLES, conditions.sql()))
                .map(statement -> statement.cursor(conditions.values()))
                .onItem()
                .transformToMulti(this::batches)
                .filter(rows -> rows.size() > 0)
                .emitOn(Infrastructure.getDefaultWorkerPool(), 1)
                .map(rows -> stream(rows).map(DeviceRow::view).map(writer::line).collect(Collectors.joining("\n")));
    }

    private Multi<RowSet<Row>> batches(Cursor cursor) {
        return Multi.createBy()
                .repeating()
                .uni(() -> cursor.read(config.batchSize()))
                .whilst(rows -> cursor.hasMore());
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
