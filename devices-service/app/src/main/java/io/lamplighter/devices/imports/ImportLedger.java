package io.lamplighter.devices.imports;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.devices.connections.Connections;
import io.lamplighter.devices.files.FileLine;
import io.lamplighter.devices.registry.DeviceRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What an import asks of the database and remembers there: one connection, and temporary tables that go with it. */
final class ImportLedger {
    private static final String OPEN = """
            set client_min_messages = error;
            create temporary table if not exists import_seen (device_id uuid primary key, line bigint not null);
            create temporary table if not exists import_waiting (line bigint primary key, content text not null);
            create temporary table if not exists import_scope (vendor text, account text, primary key (vendor, account));
            truncate import_seen, import_waiting, import_scope""";
    private static final String CLOSE =
            "truncate import_seen, import_waiting, import_scope; reset client_min_messages; reset statement_timeout";
    // Planned anew each time: a plan made while the registry was small would be kept while it grows to a million.
    // Fenced, so that the identities are made first and looked up by their key then.
    private static final String OWNERS = Connections.PLANNED_ANEW + """
            with its as materialized (
                select line.number, line.vendor, line.account, own.name, own.identity
                from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as line (number, vendor, account, vendor_ids)
                    cross join lateral identities_of(line.vendor_ids::jsonb) as own)
            select its.number, its.name, owner.device_id
            from its join device_identity as owner using (vendor, account, identity)
            order by its.number, its.name""";
    private static final String DEVICES =
            Connections.PLANNED_ANEW + "select * from " + DeviceRow.TABLES + " where device.id = any($1)";
    private static final String EXISTING = Connections.PLANNED_ANEW + "select id from device where id = any($1)";
    private static final String SEEN =
            Connections.PLANNED_ANEW + "select device_id, line from import_seen where device_id = any($1)";
    private static final String SEE = Connections.PLANNED_ANEW + """
            with seen as (
                insert into import_seen (device_id, line) select * from unnest($1::uuid[], $2::bigint[])
                returning device_id)
            insert into device_sighting as sighting (device_id, first_seen, last_seen)
            select device_id, now(), now() from seen order by device_id
            on conflict (device_id) do update set last_seen = greatest(sighting.last_seen, excluded.last_seen)""";
    private static final String SCOPE = """
            insert into import_scope select distinct * from unnest($1::text[], $2::text[]) on conflict do nothing""";
    private static final String WAIT = """
            insert into import_waiting (line, content) select * from unnest($1::bigint[], $2::text[])
            on conflict do nothing""";
    private static final String WAITING =
            "select line, content from import_waiting where line > $1 order by line limit $2";
    private static final String STOP_WAITING = "delete from import_waiting where line = any($1)";

    private final SqlConnection connection;

    ImportLedger(SqlConnection connection) {
        this.connection = connection;
    }

    /** Gets ready; no statement may take longer than this. */
    Uni<Void> open(Duration limit) {
        return run(OPEN + "; set statement_timeout = " + limit.toMillis());
    }

    /** Ends whatever is open, so that the connection can serve others. */
    Uni<Void> close() {
        return run("rollback")
                .chain(() -> run(CLOSE))
                .onFailure()
                .recoverWithNull()
                .chain(() -> connection.close());
    }

    Uni<Void> run(String statement) {
        return connection.query(statement).execute().replaceWithVoid();
    }

    SqlConnection connection() {
        return connection;
    }

    /** Who has the vendor ids of each key: by number, the devices and the name of a vendor id of theirs. */
    Uni<Map<Long, Map<UUID, String>>> owners(Map<Long, NaturalKey> keys) {
        if (keys.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        var wanted = List.copyOf(keys.entrySet());
        var values = Tuple.tuple()
                .addArrayOfLong(wanted.stream().map(Map.Entry::getKey).toArray(Long[]::new))
                .addArrayOfString(texts(wanted, NaturalKey::vendor))
                .addArrayOfString(texts(wanted, NaturalKey::account))
                .addArrayOfString(texts(wanted, key -> DeviceWrites.json(key.vendorIds())));
        return connection.preparedQuery(OWNERS).execute(values).map(ImportLedger::owners);
    }

    private static String[] texts(List<Map.Entry<Long, NaturalKey>> keys, Function<NaturalKey, String> text) {
        return keys.stream().map(Map.Entry::getValue).map(text).toArray(String[]::new);
    }

    private static Map<Long, Map<UUID, String>> owners(RowSet<Row> rows) {
        var owners = new HashMap<Long, Map<UUID, String>>();
        for (var row : rows) {
            var its = owners.computeIfAbsent(row.getLong("number"), number -> new HashMap<>());
            its.putIfAbsent(row.getUUID("device_id"), row.getString("name"));
        }
        return owners;
    }

    Uni<Map<UUID, DeviceView>> devices(Collection<UUID> ids) {
        return about(DEVICES, ids)
                .map(rows -> stream(rows)
                        .map(DeviceRow::view)
                        .collect(Collectors.toMap(DeviceView::id, Function.identity())));
    }

    Uni<Collection<UUID>> existing(Collection<UUID> ids) {
        return about(EXISTING, ids)
                .map(rows -> stream(rows).map(row -> row.getUUID("id")).collect(Collectors.toSet()));
    }

    /** The lines that these devices were seen in before. */
    Uni<Map<UUID, Long>> seen(Collection<UUID> ids) {
        return about(SEEN, ids)
                .map(rows -> stream(rows)
                        .collect(Collectors.toMap(row -> row.getUUID("device_id"), row -> row.getLong("line"))));
    }

    private Uni<RowSet<Row>> about(String query, Collection<UUID> ids) {
        return connection.preparedQuery(query).execute(Tuple.of(ids.toArray(UUID[]::new)));
    }

    /** Remembers that these devices were seen, for this import and for good. */
    Uni<Void> see(Map<UUID, Long> lines) {
        var seen = List.copyOf(lines.entrySet());
        var values = Tuple.tuple()
                .addArrayOfUUID(seen.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .addArrayOfLong(seen.stream().map(Map.Entry::getValue).toArray(Long[]::new));
        return connection.preparedQuery(SEE).execute(values).replaceWithVoid();
    }

    /** Adds pairs of vendor and account to what the file is about. */
    Uni<Void> widenScope(Collection<List<String>> pairs) {
        var values = Tuple.tuple()
                .addArrayOfString(pairs.stream().map(List::getFirst).toArray(String[]::new))
                .addArrayOfString(pairs.stream().map(List::getLast).toArray(String[]::new));
        return connection.preparedQuery(SCOPE).execute(values).replaceWithVoid();
    }

    Uni<Void> keepWaiting(List<ImportLine> lines) {
        var values = Tuple.tuple()
                .addArrayOfLong(lines.stream().map(ImportLine::number).toArray(Long[]::new))
                .addArrayOfString(
                        lines.stream().map(line -> line.source().text()).toArray(String[]::new));
        return connection.preparedQuery(WAIT).execute(values).replaceWithVoid();
    }

    Uni<List<FileLine>> waiting(long after, int most) {
        return connection
                .preparedQuery(WAITING)
                .execute(Tuple.of(after, most))
                .map(rows -> stream(rows)
                        .map(row -> new FileLine(row.getLong("line"), row.getString("content"), null))
                        .toList());
    }

    Uni<Void> stopWaiting(Collection<Long> lines) {
        return connection
                .preparedQuery(STOP_WAITING)
                .execute(Tuple.of(lines.toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Stream<Row> stream(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }
}
