package io.lamplighter.devices.search;

import io.lamplighter.devices.connections.Connections;
import io.lamplighter.devices.registry.DeviceRow;
import io.lamplighter.devices.selectors.Conditions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Cursor;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The ids of all devices that match, as they are at one moment: a cursor of the database, read as fast as the reader
 * takes it. Memory holds one batch.
 */
@ApplicationScoped
class IdStream {
    private static final String IDS = Connections.PLANNED_ANEW + "select id from %s where %s order by id";

    private final Pool database;
    private final SearchConfig config;

    IdStream(Pool database, SearchConfig config) {
        this.database = database;
        this.config = config;
    }

    Multi<IdLines> lines(Conditions conditions) {
        return Multi.createFrom()
                .resource(() -> new Reading(conditions), Reading::batches)
                .withFinalizer(Reading::end)
                .filter(rows -> rows.size() > 0)
                .map(IdStream::lines);
    }

    private static IdLines lines(RowSet<Row> rows) {
        return new IdLines(StreamSupport.stream(rows.spliterator(), false)
                .map(row -> '"' + row.getUUID("id").toString() + '"')
                .collect(Collectors.joining("\n")));
    }

    private final class Reading {
        private final Conditions conditions;
        private SqlConnection connection;

        Reading(Conditions conditions) {
            this.conditions = conditions;
        }

        Multi<RowSet<Row>> batches() {
            return open().onItem()
                    .transformToMulti(cursor -> Multi.createBy()
                            .repeating()
                            .uni(() -> cursor.read(config.streamBatch()))
                            .whilst(rows -> cursor.hasMore()));
        }

        private Uni<Cursor> open() {
            return database.getConnection()
                    .invoke(opened -> connection = opened)
                    .chain(opened -> opened.begin())
                    .chain(() -> connection.query(patience()).execute())
                    .chain(() -> connection.prepare(IDS.formatted(DeviceRow.TABLES, conditions.sql())))
                    .map(statement -> statement.cursor(conditions.values()));
        }

        private String patience() {
            return "set local idle_in_transaction_session_timeout = "
                    + config.streamPatience().toMillis();
        }

        // Nothing was written: giving the connection back rolls the transaction back.
        Uni<Void> end() {
            return connection == null ? Uni.createFrom().voidItem() : connection.close();
        }
    }
}
