package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.DevicePage;
import io.lamplighter.devices.api.DeviceView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Finds devices by their properties, in plain SQL: see docs/adr/0002-plain-sql-for-sets-of-devices.md. */
@ApplicationScoped
class DeviceFinder {
    private final Pool database;

    DeviceFinder(Pool database) {
        this.database = database;
    }

    Uni<DevicePage> page(DeviceSelection selection) {
        var query = "select * from device where %s order by id limit %d"
                .formatted(selection.conditions(), selection.limit() + 1);
        return database.preparedQuery(query).execute(selection.values()).map(rows -> page(rows, selection.limit()));
    }

    private static DevicePage page(RowSet<Row> rows, int limit) {
        var items = StreamSupport.stream(rows.spliterator(), false)
                .limit(limit)
                .map(DeviceFinder::view)
                .toList();
        return new DevicePage(
                items,
                rows.size() > limit ? DeviceSelection.cursor(items.getLast().id()) : null);
    }

    static DeviceView view(Row row) {
        return new DeviceView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("vendor"),
                row.getString("account"),
                entries(row, "vendor_ids"),
                Device.location(
                        row.getString("location_name"),
                        row.getDouble("latitude"),
                        row.getDouble("longitude"),
                        row.getString("time_zone")),
                entries(row, "labels"),
                row.getBoolean("enabled"),
                row.get(OffsetDateTime.class, "created_at").toInstant(),
                row.get(OffsetDateTime.class, "updated_at").toInstant(),
                row.getLong("version"),
                row.getString("updated_by"));
    }

    private static Map<String, String> entries(Row row, String column) {
        var entries = new TreeMap<String, String>();
        row.getJsonObject(column).forEach(entry -> entries.put(entry.getKey(), String.valueOf(entry.getValue())));
        return entries;
    }
}
