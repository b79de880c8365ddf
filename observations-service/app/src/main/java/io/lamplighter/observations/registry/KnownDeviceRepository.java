package io.lamplighter.observations.registry;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.observations.registry.KnownDevices.VendorKey;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@Singleton
class KnownDeviceRepository {
    private static final String FIND =
            "select id, deleted_at is not null as deleted from known_device where id = any($1)";
    private static final String DELETED = "select id from known_device where id = any($1) and deleted_at is not null";
    private static final String ADD = """
            insert into known_device (id, vendor, account, vendor_ids)
            select id, vendor, account, vendor_ids::jsonb
            from unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) as d(id, vendor, account, vendor_ids) order by 1
            on conflict (id) do update
            set vendor = excluded.vendor, account = excluded.account, vendor_ids = excluded.vendor_ids
            where (known_device.vendor, known_device.account, known_device.vendor_ids)
                is distinct from (excluded.vendor, excluded.account, excluded.vendor_ids)""";
    // A name of an identity with all qualifiers is unique; what more than one device has names none.
    private static final String NAMED = """
            select w.number, (array_agg(k.id))[1] as id
            from unnest($1::text[], $2::text[], $3::text[]) with ordinality as w(vendor, account, vendor_ids, number)
            join known_device k on k.vendor_ids @> w.vendor_ids::jsonb
                and k.vendor = w.vendor and k.account = w.account and k.deleted_at is null
            group by w.number having count(*) = 1""";
    private static final String DELETE = """
            insert into known_device (id, deleted_at) select distinct id, now() from unnest($1::uuid[]) as gone(id) order by 1
            on conflict (id) do update set deleted_at = now() where known_device.deleted_at is null""";
    private static final String TO_PURGE = """
            select id from known_device
            where deleted_at < now() - $1::bigint * interval '1 millisecond' and not purged
            order by deleted_at limit 100""";
    private static final List<String> KEPT_WITH_SERIES =
            List.of("latest", "rollup_minute", "rollup_hour", "rollup_day", "pending_rollup");
    private static final String PURGE_SERIES = "delete from series where device_id = any($1)";
    private static final String PURGED = "update known_device set purged = true where id = any($1)";

    private final Pool pool;

    KnownDeviceRepository(Pool pool) {
        this.pool = pool;
    }

    /** Those of the devices that are known here, each with whether it is deleted. */
    Uni<Map<UUID, Boolean>> find(Collection<UUID> ids) {
        return pool.preparedQuery(FIND).execute(Tuple.of(array(ids))).map(rows -> {
            var found = HashMap.<UUID, Boolean>newHashMap(rows.size());
            rows.forEach(row -> found.put(row.getUUID("id"), row.getBoolean("deleted")));
            return found;
        });
    }

    Uni<Set<UUID>> deletedAmong(Collection<UUID> ids) {
        return pool.preparedQuery(DELETED).execute(Tuple.of(array(ids))).map(KnownDeviceRepository::ids);
    }

    /** No two with the same id. */
    Uni<Void> add(Collection<DeviceView> devices) {
        return pool.preparedQuery(ADD)
                .execute(Tuple.of(
                        devices.stream().map(DeviceView::id).toArray(UUID[]::new),
                        devices.stream().map(DeviceView::vendor).toArray(String[]::new),
                        devices.stream().map(DeviceView::account).toArray(String[]::new),
                        devices.stream().map(each -> json(each.vendorIds())).toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** The ids of those devices that each of the keys names alone. */
    Uni<Map<VendorKey, UUID>> named(List<VendorKey> keys) {
        return pool.preparedQuery(NAMED)
                .execute(Tuple.of(
                        keys.stream().map(VendorKey::vendor).toArray(String[]::new),
                        keys.stream().map(VendorKey::account).toArray(String[]::new),
                        keys.stream().map(each -> json(each.vendorIds())).toArray(String[]::new)))
                .map(rows -> {
                    var found = HashMap.<VendorKey, UUID>newHashMap(rows.size());
                    rows.forEach(row -> found.put(keys.get(row.getInteger("number") - 1), row.getUUID("id")));
                    return found;
                });
    }

    private static String json(Map<String, String> vendorIds) {
        var json = new JsonObject();
        vendorIds.forEach(json::put);
        return json.encode();
    }

    Uni<Void> delete(Collection<UUID> ids) {
        return pool.preparedQuery(DELETE).execute(Tuple.of(array(ids))).replaceWithVoid();
    }

    Uni<Set<UUID>> toPurge(Duration deletedFor) {
        return pool.preparedQuery(TO_PURGE)
                .execute(Tuple.of(deletedFor.toMillis()))
                .map(KnownDeviceRepository::ids);
    }

    /** Removes at most so many rows of a table, and says how many there were. */
    Uni<Integer> purge(String table, Set<UUID> devices, int chunk) {
        return pool.withTransaction(connection -> patiently(connection)
                .chain(() -> connection.preparedQuery(purgeRows(table)).execute(Tuple.of(array(devices), chunk)))
                .map(rows -> rows.rowCount()));
    }

    // Series by series: a join would be planned as a look at every row there is.
    private static String purgeRows(String table) {
        return """
        delete from %1$s stored using (
            select o.series_id, o.valid_at from series s cross join lateral (
                select series_id, valid_at from %1$s where series_id = s.id order by valid_at limit $2) o
            where s.device_id = any($1) limit $2) old
        where stored.series_id = old.series_id and stored.valid_at = old.valid_at""".formatted(table);
    }

    /** Once their rows are gone. */
    Uni<Void> forget(Set<UUID> devices) {
        return pool.withTransaction(connection -> Multi.createFrom()
                .iterable(KEPT_WITH_SERIES)
                .onItem()
                .transformToUniAndConcatenate(
                        table -> connection.preparedQuery(purgeKept(table)).execute(Tuple.of(array(devices))))
                .collect()
                .last()
                .chain(() -> connection.preparedQuery(PURGE_SERIES).execute(Tuple.of(array(devices))))
                .chain(() -> connection.preparedQuery(PURGED).execute(Tuple.of(array(devices))))
                .replaceWithVoid());
    }

    private static String purgeKept(String table) {
        return "delete from %s where series_id = any(array(select id from series where device_id = any($1)))"
                .formatted(table);
    }

    private static Uni<Void> patiently(SqlConnection connection) {
        return connection.query("set local statement_timeout = '60s'").execute().replaceWithVoid();
    }

    private static Set<UUID> ids(Iterable<Row> rows) {
        var ids = new HashSet<UUID>();
        rows.forEach(row -> ids.add(row.getUUID("id")));
        return ids;
    }

    private static UUID[] array(Collection<UUID> ids) {
        return List.copyOf(ids).toArray(UUID[]::new);
    }
}
