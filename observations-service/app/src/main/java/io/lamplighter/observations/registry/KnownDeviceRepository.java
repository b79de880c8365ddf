package io.lamplighter.observations.registry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@ApplicationScoped
class KnownDeviceRepository {
    private static final String FIND =
            "select id, deleted_at is not null as deleted from known_device where id = any($1)";
    private static final String DELETED = "select id from known_device where id = any($1) and deleted_at is not null";
    private static final String ADD =
            "insert into known_device (id) select distinct unnest($1::uuid[]) order by 1 on conflict do nothing";
    private static final String DELETE = """
            insert into known_device (id, deleted_at) select distinct id, now() from unnest($1::uuid[]) as gone(id) order by 1
            on conflict (id) do update set deleted_at = now() where known_device.deleted_at is null""";
    private static final String TO_PURGE = """
            select id from known_device
            where deleted_at < now() - $1::bigint * interval '1 millisecond' and not purged
            order by deleted_at limit 100""";
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

    Uni<Void> add(Collection<UUID> ids) {
        return pool.preparedQuery(ADD).execute(Tuple.of(array(ids))).replaceWithVoid();
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

    private static String purgeRows(String table) {
        return """
        delete from %1$s where ctid = any(array(
            select o.ctid from series s join %1$s o on o.series_id = s.id where s.device_id = any($1) limit $2))""".formatted(table);
    }

    /** Once their rows are gone. */
    Uni<Void> forget(Set<UUID> devices) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(PURGE_SERIES)
                .execute(Tuple.of(array(devices)))
                .chain(() -> connection.preparedQuery(PURGED).execute(Tuple.of(array(devices))))
                .replaceWithVoid());
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
