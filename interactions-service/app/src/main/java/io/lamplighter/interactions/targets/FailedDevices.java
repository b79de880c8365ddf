package io.lamplighter.interactions.targets;

import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The devices whose runs in an interaction did not succeed. */
@Singleton
final class FailedDevices {
    private static final int PAGE = 5000;

    private final Database database;

    FailedDevices(Database database) {
        this.database = database;
    }

    Uni<Targets.Page> page(UUID interaction, String cursor) {
        var sql = """
            select device_id from runs
            where interaction_id = $1 and state in ('failed', 'timed_out', 'expired', 'cancelled')
              and device_id > coalesce($2, '00000000-0000-0000-0000-000000000000'::uuid)
            order by device_id limit $3
            """;
        return database.query(sql, Tuple.of(interaction, cursor == null ? null : UUID.fromString(cursor), PAGE))
                .map(found -> Rows.list(found, row -> row.getUUID("device_id")))
                .map(ids -> new Targets.Page(
                        ids.stream().map(NewRun::scheduled).toList(),
                        ids.size() < PAGE ? null : ids.getLast().toString()));
    }
}
