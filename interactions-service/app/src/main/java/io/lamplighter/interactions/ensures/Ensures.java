package io.lamplighter.interactions.ensures;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import com.github.f4b6a3.uuid.UuidCreator;
import io.lamplighter.interactions.api.EnsureState;
import io.lamplighter.interactions.api.EnsureView;
import io.lamplighter.interactions.api.KeepValue;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** The wanted values as callers define and read them. */
@Singleton
final class Ensures {
    private final Database database;
    private final Rows rows;

    Ensures(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * What became of a request.
     *
     * @param created false when another value was wanted before for the same device and name
     */
    record Kept(EnsureView view, boolean created) {}

    /** Stores a wanted value, or changes the one there is; null when there are too many. */
    Uni<Kept> keep(KeepValue asked, String by, Instant now, int most) {
        var sql = """
            insert into ensures (id, device_id, name, value, tolerance, least_pause_ms, check_ms, timeout_ms, requested_by,
                                 state, next_at, created_at, updated_at)
            select $1, $2, $3, $4::jsonb, $5, $6, $7, $8, $9, 'setting', $10, $10, $10
            where (select count(*) from ensures) < $11 or exists (select from ensures where device_id = $2 and name = $3)
            on conflict (device_id, name) do update set value = excluded.value, tolerance = excluded.tolerance,
                least_pause_ms = excluded.least_pause_ms, check_ms = excluded.check_ms, timeout_ms = excluded.timeout_ms,
                requested_by = excluded.requested_by, updated_at = excluded.updated_at, failures = 0, error = null,
                awaiting = null, state = 'setting', next_at = excluded.next_at
            returning *, old.id is null as created
            """;
        return database.query(
                        sql,
                        Tuple.tuple()
                                .addValue(UuidCreator.getTimeOrderedEpoch())
                                .addValue(asked.deviceId())
                                .addValue(asked.name())
                                .addValue(asked.value())
                                .addValue(asked.tolerance())
                                .addValue(asked.atMostEvery().toMillis())
                                .addValue(asked.checkEvery().toMillis())
                                .addValue(asked.timeout().toMillis())
                                .addValue(by)
                                .addValue(time(now))
                                .addValue(most))
                .map(this::kept);
    }

    private Kept kept(RowSet<Row> found) {
        if (found.size() == 0) {
            return null;
        }
        var row = found.iterator().next();
        return new Kept(view(row), row.getBoolean("created"));
    }

    /** Null when there is none. */
    Uni<EnsureView> find(UUID id) {
        return database.query("select * from ensures where id = $1", Tuple.of(id))
                .map(found -> found.size() == 0 ? null : view(found.iterator().next()));
    }

    /** Newest first. */
    Uni<List<EnsureView>> find(UUID device, String state, UUID after, int limit) {
        var sql = """
            select * from ensures where ($1::uuid is null or device_id = $1) and ($2::text is null or state = $2)
              and ($3::uuid is null or id < $3) order by id desc limit $4
            """;
        return database.query(sql, Tuple.of(device, state, after, limit)).map(found -> Rows.list(found, this::view));
    }

    /** Answers whether there was one. */
    Uni<Boolean> withdraw(UUID id) {
        return database.query("delete from ensures where id = $1", Tuple.of(id)).map(gone -> gone.rowCount() == 1);
    }

    Uni<Set<UUID>> devices() {
        return database.query("select distinct device_id from ensures", Tuple.tuple())
                .map(found -> Set.copyOf(Rows.list(found, row -> row.getUUID("device_id"))));
    }

    private EnsureView view(Row row) {
        var reported = row.getValue("reported");
        return new EnsureView(
                row.getUUID("id"),
                row.getUUID("device_id"),
                row.getString("name"),
                new EnsureView.Desired(row.getValue("value"), instant(row, "updated_at")),
                reported == null ? null : new EnsureView.Reported(reported, instant(row, "reported_at")),
                EnsureState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getLong("sets"),
                row.getLong("drifts"),
                row.getUUID("interaction_id"),
                instant(row, "set_at"),
                instant(row, "next_at"),
                rows.read(row, "error", RunError.class),
                row.getDouble("tolerance"),
                Duration.ofMillis(row.getLong("least_pause_ms")),
                Duration.ofMillis(row.getLong("check_ms")),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("requested_by"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }
}
