package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The turning of stored interactions into runs: each page with how far it has come, whose turn it is, and the end of it. */
@Singleton
final class Expansions {
    /** What is sent at once is announced when it has been: one announcement less for each run of a large target. */
    private static final String RUNS = """
        insert into runs (id, interaction_id, schedule_id, device_id, state, error, ended_at, deadline, leased_until, held,
                          announced_version)
        select x.id, mine.id, coalesce(mine.schedule_id,
                   (select parent.schedule_id from interactions parent where parent.id = mine.parent_id)),
               x.device, x.state, x.error::jsonb, case when x.state <> 'scheduled' then $6::timestamptz end,
               case when mine.held and x.state = 'scheduled' then 'infinity'::timestamptz
                    when x.held_until is not null then x.held_until + mine.timeout_ms * interval '1 millisecond'
                    when mine.first then mine.deadline
                    else $6::timestamptz + mine.timeout_ms * interval '1 millisecond' end,
               coalesce(x.held_until, $7::timestamptz), mine.held and x.state = 'scheduled',
               case when mine.held or x.held_until is not null or x.state <> 'scheduled' then 0 else 1 end
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $8::timestamptz[])
            as x(id, device, state, error, held_until), mine
        on conflict do nothing returning id
        """;

    private static final String ADD = """
        with mine as materialized (
            select i.*, i.cursor is null as first from interactions i where i.id = $1 and i.state = 'running' for update),
        stored as (
        """ + RUNS + """
        ), advanced as (
            update interactions i set cursor = $9, expanded = $10, leased_until = $7, work = coalesce($11::jsonb, i.work),
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
                    , 'running', $10::boolean, $7::timestamptz, $9::text, cardinality($2::uuid[]) from
                    """ + InteractionRows.RECORD + """
                        on conflict do nothing returning *, true as first),
                    stored as (
                    """ + RUNS + """
                    )
                    select (select count(*) from mine) as running, (select array_agg(id) from stored) as ids,
                           (select stored_runs from mine) as total
                    """;

    private final Database database;
    private final Rows rows;
    private final InteractionRows columns;

    Expansions(Database database, Rows rows, InteractionRows columns) {
        this.database = database;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * What became of a page of runs.
     *
     * @param running false when the interaction has ended meanwhile, and nothing was stored
     * @param total how many runs it has by now
     */
    record Stored(boolean running, Set<UUID> ids, long total) {}

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
                .addValue(time(leasedUntil))
                .addValue(runs.stream().map(run -> time(run.heldUntil())).toArray(OffsetDateTime[]::new));
    }

    private String error(NewRun run) {
        return run.error() == null ? null : rows.json(run.error()).encode();
    }

    private static Stored stored(Row row) {
        var ids = row.getArrayOfUUIDs("ids");
        var total = row.getLong("total");
        return new Stored(
                row.getLong("running") > 0,
                ids == null ? Set.of() : Arrays.stream(ids).collect(Collectors.toSet()),
                total == null ? 0 : total);
    }

    /** Takes interactions whose expansion nobody goes on with. */
    Uni<List<Interaction>> takeUnexpanded(Instant now, Instant stalled, Duration lease, int limit) {
        var sql = """
            update interactions set leased_until = $3 where id in (
                select id from interactions
                where ended_at is null and not expanded and task <> 'workflow'
                  and (deadline > $1 or cursor is not null and deadline > $2)
                  and (leased_until is null or leased_until <= $1)
                order by id limit $4 for update skip locked)
            returning *
            """;
        return database.query(sql, Tuple.of(time(now), time(stalled), time(now.plus(lease)), limit))
                .map(taken -> Rows.list(taken, columns::interaction));
    }

    Uni<Void> retryAt(UUID id, Instant at) {
        var sql = "update interactions set leased_until = $2 where id = $1 and not expanded";
        return database.query(sql, Tuple.of(id, time(at))).replaceWithVoid();
    }

    /** Ends the expansion of interactions whose time is up: those not begun by their deadline, others once they stall. */
    Uni<List<UUID>> giveUp(Instant now, Instant stalled, RunError reason) {
        var sql = """
            update interactions set expanded = true, error = $3
            where id in (select id from interactions where ended_at is null and not expanded and task <> 'workflow'
                         and deadline <= $1 and (cursor is null or deadline <= $2)
                         order by id limit 500 for update skip locked)
            returning id
            """;
        return database.query(sql, Tuple.of(time(now), time(stalled), rows.json(reason)))
                .map(found -> Rows.list(found, row -> row.getUUID("id")));
    }

    /** Says that no more runs come, for this reason; null when it is complete. */
    Uni<Void> end(UUID id, RunError reason) {
        return database.query(
                        "update interactions set expanded = true, error = coalesce($2, error) where id = $1 and state"
                                + " = 'running'",
                        Tuple.of(id, rows.json(reason)))
                .replaceWithVoid();
    }
}
