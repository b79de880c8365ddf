package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Stored interactions: how they get into their table, and what befalls them on demand. */
@Singleton
public final class Interactions {
    private static final String INSERT = "insert into interactions (" + InteractionRows.COLUMNS
            + ", state, expanded, leased_until) select " + InteractionRows.VALUES
            + ", 'running', false, $2::timestamptz from " + InteractionRows.RECORD
            + " on conflict do nothing returning id";

    private static final String INSERT_FAILED = "insert into interactions (" + InteractionRows.COLUMNS
            + ", state, expanded, ended_at, runs, error) select " + InteractionRows.VALUES
            + ", 'failed', true, x.created, '{}'::jsonb, $2::jsonb from " + InteractionRows.RECORD
            + " on conflict do nothing";

    private final Rows rows;
    private final InteractionRows columns;

    Interactions(Rows rows, InteractionRows columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** Stores interactions that are to be expanded by whoever holds the lease; answers those not stored before. */
    public Uni<List<Interaction>> insert(
            SqlConnection connection, List<Interaction> interactions, Instant leasedUntil) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(columns.json(interactions), time(leasedUntil)))
                .map(found -> Set.copyOf(Rows.list(found, row -> row.getUUID("id"))))
                .map(stored -> interactions.stream()
                        .filter(interaction -> stored.contains(interaction.id()))
                        .toList());
    }

    /** Stores interactions that could not begin. */
    public Uni<Void> insertFailed(SqlConnection connection, List<Interaction> interactions, RunError reason) {
        return connection
                .preparedQuery(INSERT_FAILED)
                .execute(Tuple.of(columns.json(interactions), rows.json(reason)))
                .replaceWithVoid();
    }

    /** Keeps everybody from ending it before the transaction ends; answers false when it has ended. */
    public Uni<Boolean> lockRunning(SqlConnection connection, UUID id) {
        var sql = "select 1 from interactions where id = $1 and state = 'running' for update";
        return connection.preparedQuery(sql).execute(Tuple.of(id)).map(found -> found.size() == 1);
    }

    /** Marks it and its steps to be closed as cancelled, for this reason. */
    Uni<Void> cancel(SqlConnection connection, UUID id, RunError reason) {
        var sql = """
            update interactions set expanded = true, error = $2
            where (id = $1 or parent_id = $1) and state = 'running'
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, rows.json(reason)))
                .replaceWithVoid();
    }

    /** Adds what its reader should know. */
    Uni<Void> warn(SqlConnection connection, UUID id, String code, String detail) {
        var sql = """
            update interactions set warnings = coalesce(warnings, '[]'::jsonb)
                || jsonb_build_array(jsonb_build_object('code', $2::text, 'detail', $3::text)) where id = $1
            """;
        return connection.preparedQuery(sql).execute(Tuple.of(id, code, detail)).replaceWithVoid();
    }
}
