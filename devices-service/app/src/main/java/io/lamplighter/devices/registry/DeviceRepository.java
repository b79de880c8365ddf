package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.history.DeviceHistory;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads and writes one device. Versions, times and identities are kept by triggers, for every writer alike. */
@ApplicationScoped
class DeviceRepository {
    private static final String READ = "select * from " + DeviceRow.TABLES + " where id = $1";
    private static final String HOLD = READ + " for update of device";
    private static final String FIND = "select * from " + DeviceRow.TABLES + " where id = any($1)";
    private static final String INSERT = """
            with written as (
                insert into device (id, name, type, vendor, account, vendor_ids, location_name, latitude, longitude,
                    time_zone, labels, enabled, metadata, parent_id, updated_by)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                returning *)
            select * from written left join device_sighting on device_id = id""";
    private static final String UPDATE = """
            with written as (
                update device set (name, type, vendor, account, vendor_ids, location_name, latitude, longitude,
                    time_zone, labels, enabled, metadata, parent_id, updated_by)
                    = ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                where id = $1
                returning *)
            select * from written left join device_sighting on device_id = id""";
    private static final String COUNT_CHILDREN = "select count(*) from device where parent_id = $1";
    private static final String DETACH = "update device set parent_id = null, updated_by = $2 where parent_id = $1";
    private static final String ERASE = "delete from device where id = $1";
    // The history asks for it: a row that is gone cannot say who deleted it.
    private static final String TELL_CALLER = "select set_config('lamplighter.caller', $1, true)";

    private final Pool database;
    private final DeviceHistory history;

    DeviceRepository(Pool database, DeviceHistory history) {
        this.database = database;
        this.history = history;
    }

    /** The device as it was at this time. */
    Uni<DeviceView> get(UUID id, Instant time) {
        return history.at(id, time).map(device -> device.orElseThrow(() -> new DeviceNotFoundException(id)));
    }

    /** Those of these devices that there are. */
    Uni<Map<UUID, DeviceView>> find(Set<UUID> ids) {
        return database.preparedQuery(FIND)
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(rows -> {
                    var found = HashMap.<UUID, DeviceView>newHashMap(rows.size());
                    for (var row : rows) {
                        var device = DeviceRow.view(row);
                        found.put(device.id(), device);
                    }
                    return found;
                });
    }

    /** The device, and nobody else changes it until the transaction ends. */
    Uni<DeviceView> hold(SqlConnection transaction, UUID id) {
        return transaction.preparedQuery(HOLD).execute(Tuple.of(id)).map(rows -> one(rows, id));
    }

    Uni<DeviceView> insert(SqlConnection transaction, UUID id, RegisterDevice wanted, String caller) {
        return write(transaction, INSERT, id, wanted, caller);
    }

    /** The device as it is then: with a new version unless it was like this before. */
    Uni<DeviceView> update(SqlConnection transaction, UUID id, RegisterDevice wanted, String caller) {
        return write(transaction, UPDATE, id, wanted, caller);
    }

    Uni<Long> countChildren(SqlConnection transaction, UUID id) {
        return transaction
                .preparedQuery(COUNT_CHILDREN)
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Void> detachChildren(SqlConnection transaction, UUID id, String caller) {
        return transaction.preparedQuery(DETACH).execute(Tuple.of(id, caller)).replaceWithVoid();
    }

    Uni<Void> erase(SqlConnection transaction, UUID id, String caller) {
        return transaction
                .preparedQuery(TELL_CALLER)
                .execute(Tuple.of(caller))
                .chain(() -> transaction.preparedQuery(ERASE).execute(Tuple.of(id)))
                .replaceWithVoid();
    }

    private static Uni<DeviceView> write(
            SqlConnection transaction, String statement, UUID id, RegisterDevice wanted, String caller) {
        return transaction
                .preparedQuery(statement)
                .execute(DeviceRow.values(id, wanted, caller))
                .map(rows -> one(rows, id));
    }

    private static DeviceView one(RowSet<Row> rows, UUID id) {
        var row = rows.iterator();
        if (!row.hasNext()) {
            throw new DeviceNotFoundException(id);
        }
        return DeviceRow.view(row.next());
    }
}
