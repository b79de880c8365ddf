package io.lamplighter.devices.registry;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** A device as its tables hold it. */
public final class DeviceRow {
    /** What {@link #view} reads: all columns of these. */
    public static final String TABLES = "device left join device_sighting on device_sighting.device_id = device.id";

    private static final String DEFAULT_ACCOUNT = "default";
    private static final Location NOWHERE = new Location(null, null, null, null);

    private DeviceRow() {}

    /** The device in this row of {@link #TABLES}. */
    public static DeviceView view(Row row) {
        return new DeviceView(
                row.getUUID("id"),
                row.getString("name"),
                row.getString("type"),
                row.getString("vendor"),
                row.getString("account"),
                entries(row, "vendor_ids"),
                location(row),
                entries(row, "labels"),
                row.getBoolean("enabled"),
                time(row, "created_at"),
                time(row, "updated_at"),
                row.getLong("version"),
                row.getString("updated_by"),
                row.getJsonObject("metadata").getMap(),
                row.getUUID("parent_id"),
                time(row, "first_seen"),
                time(row, "last_seen"),
                time(row, "missing_since"));
    }

    /** What one would ask for to get this device. */
    public static RegisterDevice wish(DeviceView device) {
        return new RegisterDevice(
                device.name(),
                device.type(),
                device.vendor(),
                device.account(),
                device.vendorIds(),
                device.location(),
                device.labels(),
                device.enabled(),
                device.metadata(),
                device.parentId());
    }

    /**
     * In this order: id, name, type, vendor, account, vendor_ids, location_name, latitude, longitude, time_zone, labels,
     * enabled, metadata, parent_id, updated_by.
     */
    static Tuple values(UUID id, RegisterDevice wanted, String caller) {
        var place = Objects.requireNonNullElse(wanted.location(), NOWHERE);
        return Tuple.tuple()
                .addUUID(id)
                .addString(wanted.name())
                .addString(wanted.type())
                .addString(wanted.vendor())
                .addString(Objects.requireNonNullElse(wanted.account(), DEFAULT_ACCOUNT))
                .addValue(json(wanted.vendorIds()))
                .addString(place.name())
                .addDouble(place.latitude())
                .addDouble(place.longitude())
                .addString(place.timeZone())
                .addValue(json(wanted.labels()))
                .addBoolean(Objects.requireNonNullElse(wanted.enabled(), true))
                .addValue(json(wanted.metadata()))
                .addUUID(wanted.parentId())
                .addString(caller);
    }

    @SuppressWarnings("unchecked")
    private static JsonObject json(Map<String, ?> entries) {
        return entries == null ? new JsonObject() : new JsonObject((Map<String, Object>) entries);
    }

    private static Location location(Row row) {
        var place = new Location(
                row.getString("location_name"),
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                row.getString("time_zone"));
        return place.equals(NOWHERE) ? null : place;
    }

    private static Map<String, String> entries(Row row, String column) {
        var entries = new TreeMap<String, String>();
        row.getJsonObject(column).forEach(entry -> entries.put(entry.getKey(), String.valueOf(entry.getValue())));
        return entries;
    }

    private static Instant time(Row row, String column) {
        var time = row.get(OffsetDateTime.class, column);
        return time == null ? null : time.toInstant();
    }
}
