package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.Location;
import io.lamplighter.devices.api.RegisterDevice;
import io.lamplighter.devices.connections.Connections;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.Json;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Writes many devices with one statement; versions, times, identities and history are kept by the triggers. */
final class DeviceWrites {
    private static final Location NOWHERE = new Location(null, null, null, null);
    private static final String ROWS = """
            unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::double precision[], $9::double precision[], $10::text[], $11::text[], $12::boolean[], $13::text[],
                $14::uuid[], $15::bigint[])
                as its (id, name, type, vendor, account, vendor_ids, location_name, latitude, longitude, time_zone, labels,
                    enabled, metadata, parent_id, version)""";
    private static final String INSERT = Connections.PLANNED_ANEW + """
            insert into device (id, name, type, vendor, account, vendor_ids, location_name, latitude, longitude, time_zone,
                labels, enabled, metadata, parent_id, updated_by)
            select id, name, type, vendor, account, vendor_ids::jsonb, location_name, latitude, longitude, time_zone,
                labels::jsonb, enabled, metadata::jsonb, parent_id, $16
            from\s""" + ROWS;
    // In the order of ids, so that two imports wait for each other and do not block each other.
    private static final String HOLD = Connections.PLANNED_ANEW + """
            select count(*) from (
                select from device join unnest($1::uuid[], $2::bigint[]) as its (id, version) using (id, version)
                order by id for update of device) as held""";
    private static final String UPDATE = Connections.PLANNED_ANEW + """
            update device set (name, type, vendor, account, vendor_ids, location_name, latitude, longitude, time_zone,
                    labels, enabled, metadata, parent_id, missing_since, updated_by)
                = (its.name, its.type, its.vendor, its.account, its.vendor_ids::jsonb, its.location_name, its.latitude,
                    its.longitude, its.time_zone, its.labels::jsonb, its.enabled, its.metadata::jsonb, its.parent_id,
                    null, $16)
            from\s""" + ROWS + "\n" + """
            where device.id = its.id
            returning device.id, new.version > old.version as is_changed""";

    private DeviceWrites() {}

    /** A device to be written: its id, what it is to be, and the version that is known of it (0 for a new one). */
    record Write(UUID id, RegisterDevice device, long version) {}

    static Uni<Void> insert(SqlConnection transaction, List<Write> writes, String caller) {
        return transaction
                .preparedQuery(INSERT)
                .execute(values(writes).addString(caller))
                .replaceWithVoid();
    }

    /** Returns which of them have a new version now; fails when one of them is not what it was. */
    static Uni<Set<UUID>> update(SqlConnection transaction, List<Write> writes, String caller) {
        var known = Tuple.tuple()
                .addArrayOfUUID(column(writes, Write::id, UUID[]::new))
                .addArrayOfLong(column(writes, Write::version, Long[]::new));
        return transaction
                .preparedQuery(HOLD)
                .execute(known)
                .invoke(held -> {
                    if (held.iterator().next().getLong(0) < writes.size()) {
                        throw new ChangedMeanwhileException();
                    }
                })
                .chain(() ->
                        transaction.preparedQuery(UPDATE).execute(values(writes).addString(caller)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .filter(row -> row.getBoolean("is_changed"))
                        .map(row -> row.getUUID("id"))
                        .collect(Collectors.toSet()));
    }

    private static Tuple values(List<Write> writes) {
        return Tuple.tuple()
                .addArrayOfUUID(column(writes, Write::id, UUID[]::new))
                .addArrayOfString(texts(writes, RegisterDevice::name))
                .addArrayOfString(texts(writes, RegisterDevice::type))
                .addArrayOfString(texts(writes, RegisterDevice::vendor))
                .addArrayOfString(texts(writes, device -> Objects.requireNonNullElse(device.account(), "default")))
                .addArrayOfString(texts(writes, device -> json(device.vendorIds())))
                .addArrayOfString(texts(writes, device -> place(device).name()))
                .addArrayOfDouble(column(writes, write -> place(write.device()).latitude(), Double[]::new))
                .addArrayOfDouble(column(writes, write -> place(write.device()).longitude(), Double[]::new))
                .addArrayOfString(texts(writes, device -> place(device).timeZone()))
                .addArrayOfString(texts(writes, device -> json(device.labels())))
                .addArrayOfBoolean(column(
                        writes,
                        write -> Objects.requireNonNullElse(write.device().enabled(), true),
                        Boolean[]::new))
                .addArrayOfString(texts(writes, device -> json(device.metadata())))
                .addArrayOfUUID(column(writes, write -> write.device().parentId(), UUID[]::new))
                .addArrayOfLong(column(writes, Write::version, Long[]::new));
    }

    static String json(Object entries) {
        return entries == null ? "{}" : Json.encode(entries);
    }

    private static Location place(RegisterDevice device) {
        return Objects.requireNonNullElse(device.location(), NOWHERE);
    }

    private static String[] texts(List<Write> writes, Function<RegisterDevice, String> text) {
        return column(writes, write -> text.apply(write.device()), String[]::new);
    }

    private static <T> T[] column(
            List<Write> writes, Function<Write, T> value, java.util.function.IntFunction<T[]> array) {
        return writes.stream().map(value).toArray(array);
    }
}
