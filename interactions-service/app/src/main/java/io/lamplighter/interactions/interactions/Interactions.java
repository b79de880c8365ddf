package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The stored interactions while they run; every change of their table but the closing stands in here. */
@Singleton
public final class Interactions {
    private static final String INSERT = "insert into interactions (" + InteractionRows.COLUMNS
            + ", state, expanded, leased_until) select " + InteractionRows.VALUES
            + ", 'running', false, $2::timestamptz from " + InteractionRows.RECORD
            + " on conflict do nothing returning id";

    private static final String INSERT_ENDED = "insert into interactions (" + InteractionRows.COLUMNS
            + ", state, expanded, ended_at, runs, error) select " + InteractionRows.VALUES
            + ", $3, true, x.created, '{}'::jsonb, $2::jsonb from " + InteractionRows.RECORD
            + " on conflict do nothing";

    private final Database database;
    private final Rows rows;
    private final InteractionRows columns;

    Interactions(Database database, Rows rows, InteractionRows columns) {
        this.database = database;
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

    /** Stores that times of schedules were left out: interactions that are cancelled from the beginning. */
    public Uni<Void> insertLeftOut(SqlConnection connection, List<Interaction> interactions, RunError reason) {
        return insertEnded(connection, interactions, "cancelled", reason);
    }

    /** Stores interactions that could not begin. */
    public Uni<Void> insertFailed(SqlConnection connection, List<Interaction> interactions, RunError reason) {
        return insertEnded(connection, interactions, "failed", reason);
    }

    private Uni<Void> insertEnded(
            SqlConnection connection, List<Interaction> interactions, String state, RunError reason) {
        return connection
                .preparedQuery(INSERT_ENDED)
                .execute(Tuple.of(columns.json(interactions), rows.json(reason), state))
                .replaceWithVoid();
    }

    /**
     * What became of a page of runs.
     *
     * @param running false when the interaction has ended meanwhile, and nothing was stored
     * @param total how many runs it has by now
     */
    record Stored(boolean running, Set<UUID> ids, long total) {}

    /** What is sent at once is announced when it has been: one announcement less for each run of a large target. */
    private static final String RUNS = """
        insert into runs (id, interaction_id, schedule_id, device_id, state, error, ended_at, deadline, leased_until, held,
                          announced_version)
        select x.id, mine.id, coalesce(mine.schedule_id,
                   (select parent.schedule_id from interactions parent where parent.id = mine.parent_id)),
               x.device, x.state, x.error::jsonb, case when x.state <> 'scheduled' then $6::timestamptz end,
               case when mine.held and x.state = 'scheduled' then 'infinity'::timestamptz
                    when mine.first then mine.deadline
                    else $6::timestamptz + mine.timeout_ms * interval '1 millisecond' end,
               $7::timestamptz, mine.held and x.state = 'scheduled',
               case when mine.held or x.state <> 'scheduled' then 0 else 1 end
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[]) as x(id, device, state, error), mine
        on conflict do nothing returning id
        """;

    private static final String ADD = """
        with mine as materialized (
            select i.*, i.cursor is null as first from interactions i where i.id = $1 and i.state = 'running' for update),
        stored as (
        """ + RUNS + """
        ), advanced as (
            update interactions i set cursor = $8, expanded = $9, leased_until = $7, work = coalesce($10::jsonb, i.work),
                stored_runs = i.stored_runs + (select count(*) from stored)
            where i.id = (select id from mine) returning i.stored_runs)
        select (select count(*) from mine) as running, (select array_agg(id) from stored) as ids,
               (select stored_runs from advanced) as total
        """;

    private static final String BEGIN =
            """
                    with mine as (
                        insert into interactions (
                    """ + InteractionRows.COLUMNS + ", state, expanded, leased_until, cursor, stored_runs) select "
                    + InteractionRows.VALUES + """
                    , 'running', $9::boolean, $7::timestamptz, $8::text, cardinality($2::uuid[]) from
                    """ + InteractionRows.RECORD + """
                        on conflict do nothing returning *, true as first),
                    stored as (
                    """ + RUNS + """
                    )
                    select (select count(*) from mine) as running, (select array_agg(id) from stored) as ids,
                           (select stored_runs from mine) as total
                    """;

    /** Stores an interaction with its first page of runs, all in one statement; not running when its request was seen before. */
    Uni<Stored> begin(Interaction interaction, List<NewRun> runs, String next, Instant now, Instant leasedUntil) {
        var arguments = page(columns.json(List.of(interaction)), runs, now, leasedUntil)
                .addValue(next)
                .addValue(next == null);
        return database.query(BEGIN, arguments)
                .map(found -> stored(found.iterator().next()));
    }

    /** Stores a further page of runs with how far the expansion has come, all in one statement. */
    Uni<Stored> add(Interaction interaction, List<NewRun> runs, String next, Instant now, Instant leasedUntil) {
        var arguments = page(interaction.id(), runs, now, leasedUntil)
                .addValue(next)
                .addValue(next == null)
                .addValue(rows.json(interaction.work()));
        return database.query(ADD, arguments)
                .map(found -> stored(found.iterator().next()));
    }

    private Tuple page(Object first, List<NewRun> runs, Instant now, Instant leasedUntil) {
        return Tuple.tuple()
                .addValue(first)
                .addValue(runs.stream().map(NewRun::id).toArray(UUID[]::new))
                .addValue(runs.stream().map(NewRun::deviceId).toArray(UUID[]::new))
                .addValue(runs.stream().map(run -> run.state().word()).toArray(String[]::new))
                .addValue(runs.stream().map(this::error).toArray(String[]::new))
                .addValue(time(now))
                .addValue(time(leasedUntil));
    }

    private String error(NewRun run) {
        return run.error() == null ? null : rows.json(run.error()).encode();
    }

    private static Stored stored(io.vertx.mutiny.sqlclient.Row row) {
        var ids = row.getArrayOfUUIDs("ids");
        var total = row.getLong("total");
        return new Stored(
                row.getLong("running") > 0,
                ids == null ? Set.of() : java.util.Arrays.stream(ids).collect(Collectors.toSet()),
                total == null ? 0 : total);
    }

    /** Takes interactions whose expansion nobody goes on with. */
    Uni<List<Interaction>> takeUnexpanded(Instant now, Instant stalled, Duration lease, int limit) {
        var sql = """
            update interactions set leased_until = $3 where id in (
                select id from interactions
                where state = 'running' and not expanded and task <> 'workflow'
                  and (deadline > $1 or cursor is not null and deadline > $2)
                  and (leased_until is null or leased_until <= $1)
                order by id limit $4 for update skip locked)
            returning *
            """;
        return database.query(sql, Tuple.of(time(now), time(stalled), time(now.plus(lease)), limit))
                .map(taken -> Rows.list(taken, columns::interaction));
    }

    /** Keeps everybody from ending it before the transaction ends; answers false when it has ended. */
    public Uni<Boolean> lockRunning(SqlConnection connection, UUID id) {
        var sql = "select 1 from interactions where id = $1 and state = 'running' for update";
        return connection.preparedQuery(sql).execute(Tuple.of(id)).map(found -> found.size() == 1);
    }

    Uni<Void> retryAt(UUID id, Instant at) {
        var sql = "update interactions set leased_until = $2 where id = $1 and not expanded";
        return database.query(sql, Tuple.of(id, time(at))).replaceWithVoid();
    }

    /** Ends the expansion of interactions whose time is up: those not begun by their deadline, others once they stall. */
    Uni<List<UUID>> giveUpExpanding(Instant now, Instant stalled, RunError reason) {
        var sql = """
            update interactions set expanded = true, error = $3
            where id in (select id from interactions where state = 'running' and not expanded and task <> 'workflow'
                         and deadline <= $1 and (cursor is null or deadline <= $2)
                         order by id limit 500 for update skip locked)
            returning id
            """;
        return database.query(sql, Tuple.of(time(now), time(stalled), rows.json(reason)))
                .map(found -> Rows.list(found, row -> row.getUUID("id")));
    }

    /** Says that no more runs come, for this reason; null when it is complete. */
    public Uni<Void> endExpansion(UUID id, RunError reason) {
        return database.query(
                        "update interactions set expanded = true, error = coalesce($2, error) where id = $1 and state"
                                + " = 'running'",
                        Tuple.of(id, rows.json(reason)))
                .replaceWithVoid();
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
