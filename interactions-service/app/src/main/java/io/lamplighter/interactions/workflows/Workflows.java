package io.lamplighter.interactions.workflows;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The stored workflows that run. */
@Singleton
final class Workflows {
    private final Database database;
    private final Rows rows;

    Workflows(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * A workflow and how far it has come.
     *
     * @param begun how many steps were begun
     * @param underWay whether one of them still runs
     * @param lastFailed whether the last one did not succeed
     * @param failed the places of all that did not
     */
    record Workflow(
            UUID id,
            Map<String, Object> arguments,
            String requestedBy,
            int begun,
            boolean underWay,
            boolean lastFailed,
            List<Integer> failed) {}

    /**
     * A workflow that runs.
     *
     * @param movable whether no step of it is under way
     */
    record Open(UUID id, boolean movable) {}

    /** Those that run, the movable ones first. */
    Uni<List<Open>> open() {
        var sql = """
            select w.id, not exists (select from interactions s where s.parent_id = w.id and s.state = 'running') as movable
            from interactions w where w.state = 'running' and w.task = 'workflow' and not w.expanded
            order by movable desc, w.id limit 200
            """;
        return database.query(sql, Tuple.tuple())
                .map(found -> Rows.list(found, row -> new Open(row.getUUID("id"), row.getBoolean("movable"))));
    }

    /** Null when another replica holds it, or it has ended. Its steps are read once it is held. */
    Uni<Workflow> lock(SqlConnection connection, UUID id) {
        var lock = """
            select id from interactions where id = $1 and state = 'running' and not expanded for update skip locked
            """;
        return connection
                .preparedQuery(lock)
                .execute(Tuple.of(id))
                .chain(found -> found.size() == 0 ? Uni.createFrom().nullItem() : read(connection, id));
    }

    private static Uni<Workflow> read(SqlConnection connection, UUID id) {
        var sql = """
            select w.id, w.arguments, w.requested_by, coalesce(max(s.step) + 1, 0) as begun,
                   coalesce(bool_or(s.state = 'running'), false) as under_way,
                   array_agg(distinct s.step) filter (where s.state not in ('running', 'succeeded')) as failed
            from interactions w left join interactions s on s.parent_id = w.id
            where w.id = $1 group by w.id
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(found -> workflow(found.iterator().next()));
    }

    private static Workflow workflow(Row row) {
        var failed = row.getArrayOfIntegers("failed");
        int begun = row.getInteger("begun");
        var places = failed == null
                ? List.<Integer>of()
                : Arrays.stream(failed).sorted().toList();
        return new Workflow(
                row.getUUID("id"),
                Rows.map(row, "arguments"),
                row.getString("requested_by"),
                begun,
                row.getBoolean("under_way"),
                places.contains(begun - 1),
                places);
    }

    /** Lets it be closed, with this error or none. */
    Uni<Void> end(SqlConnection connection, UUID id, RunError error) {
        return connection
                .preparedQuery("update interactions set expanded = true, error = coalesce(error, $2) where id = $1")
                .execute(Tuple.of(id, rows.json(error)))
                .replaceWithVoid();
    }
}
