package io.lamplighter.devices.announcements;

import io.lamplighter.devices.registry.DeviceRow;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Remembers which version of each device was announced: see docs/adr/0003-announcements.md. */
@ApplicationScoped
class AnnouncementLedger {
    // One announcer at a time among all replicas; the lock goes with the transaction, whatever becomes of its owner.
    private static final String TAKE_TURN = "select pg_advisory_xact_lock(7209001)";
    private static final String LIMIT_TURN =
            "select set_config('idle_in_transaction_session_timeout', '30s', true), set_config('enable_seqscan', 'off', true)";
    private static final String CHANGED = """
            select device.*, first_seen, last_seen
            from (select device_id as id from device_change order by turn limit $1) as queued
                join device using (id) left join device_sighting on device_id = id""";
    private static final String DELETED = "select * from device_tombstone order by deleted_at, id limit $1";
    // A row that somebody else is changing right now is left to the next turn: whoever waits here might block them.
    // Each row is fetched by its key: these tables look empty whenever they are analyzed, and then a join would compare
    // each with each.
    private static final String HEARD = """
            with heard as materialized (
                select * from unnest($1::uuid[], $2::bigint[]) as x(id, version) order by id),
            settled as materialized (select queued.id from heard cross join lateral (""";
    private static final String SETTLE_CHANGED = HEARD + """

                select device_id as id from device_change
                where device_id = heard.id and version <= heard.version limit 1 for update skip locked) as queued)
            delete from device_change where device_id = any(array(select id from settled))""";
    private static final String SETTLE_DELETED = HEARD + """

                select id from device_tombstone
                where id = heard.id and version = heard.version limit 1 for update) as queued)
            delete from device_tombstone where id = any(array(select id from settled))""";

    private final Pool database;

    AnnouncementLedger(Pool database) {
        this.database = database;
    }

    /**
     * Gives what is not announced to {@code announce}, oldest first and at most one change of a device, and remembers
     * as announced what that returns. No other replica announces meanwhile. Devices can be changed meanwhile.
     *
     * @param most at most so many changes of devices, and as many deletions
     * @param announce returns the changes that were announced for certain
     * @return how many changes were remembered as announced
     */
    Uni<Integer> settle(int most, Function<List<DeviceChange>, Uni<List<DeviceChange>>> announce) {
        return database.withTransaction(turn -> takeTurn(turn)
                .chain(() -> unannounced(turn, most))
                .chain(announce::apply)
                .chain(announced -> remember(turn, announced)));
    }

    private static Uni<RowSet<Row>> takeTurn(SqlConnection turn) {
        return turn.query(LIMIT_TURN)
                .execute()
                .chain(() -> turn.query(TAKE_TURN).execute());
    }

    private static Uni<List<DeviceChange>> unannounced(SqlConnection turn, int most) {
        return changes(turn, CHANGED, most, AnnouncementLedger::changed)
                .chain(changed -> changes(turn, DELETED, most, AnnouncementLedger::deleted)
                        .map(deleted -> Stream.concat(changed.stream(), deleted.stream())
                                .toList()));
    }

    private static Uni<List<DeviceChange>> changes(
            SqlConnection turn, String query, int most, Function<Row, DeviceChange> change) {
        return turn.preparedQuery(query)
                .execute(Tuple.of(most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(change)
                        .toList());
    }

    private static Uni<Integer> remember(SqlConnection turn, List<DeviceChange> announced) {
        if (announced.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        var values = Tuple.of(
                announced.stream().map(DeviceChange::id).toArray(UUID[]::new),
                announced.stream().map(DeviceChange::version).toArray(Long[]::new));
        return turn.preparedQuery(SETTLE_CHANGED)
                .execute(values)
                .chain(changed -> turn.preparedQuery(SETTLE_DELETED)
                        .execute(values)
                        .map(deleted -> changed.rowCount() + deleted.rowCount()));
    }

    private static DeviceChange changed(Row row) {
        var device = DeviceRow.view(row);
        return new DeviceChange(device.id(), device.version(), device.updatedAt(), device);
    }

    private static DeviceChange deleted(Row row) {
        return new DeviceChange(
                row.getUUID("id"),
                row.getLong("version"),
                row.get(OffsetDateTime.class, "deleted_at").toInstant(),
                null);
    }
}
