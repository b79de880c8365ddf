package io.lamplighter.devices.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.devices.files.DeviceFileReader;
import io.lamplighter.devices.files.FileFormat;
import io.lamplighter.devices.files.WrongHeaderException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Imports files of devices, some at a time, each over a connection of its own. */
@ApplicationScoped
class DeviceImporter {
    private final Pool database;
    private final ObjectMapper json;
    private final ImportParts parts;
    private final Semaphore free;

    DeviceImporter(Pool database, ObjectMapper json, ImportParts parts) {
        this.database = database;
        this.json = json;
        this.parts = parts;
        free = new Semaphore(parts.config().most());
    }

    /** What becomes of the lines of the file, which is read as fast as that is asked for. */
    Multi<List<Outcome>> outcomes(FileFormat format, InputStream bytes, ImportWish wish, ImportReport report) {
        if (!free.tryAcquire()) {
            return Multi.createFrom().failure(new ImportsBusyException());
        }
        var file = new DeviceFileReader(format, bytes, parts.config().lineLimit(), json);
        return Multi.createFrom()
                .<SqlConnection, List<Outcome>>resourceFromUni(
                        database::getConnection,
                        connection -> new ImportRun(new ImportLedger(connection), wish, report, parts, file).outcomes())
                .withFinalizer((Function<SqlConnection, Uni<Void>>) DeviceImporter::close)
                .onTermination()
                .invoke(free::release)
                .onFailure(failure -> !(failure instanceof WrongHeaderException))
                .transform(failure -> new ImportBrokenException(report.summary(), failure));
    }

    private static Uni<Void> close(SqlConnection connection) {
        return new ImportLedger(connection).close();
    }
}
