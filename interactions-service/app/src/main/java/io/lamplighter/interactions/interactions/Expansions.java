package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Gathering;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.lamplighter.interactions.targets.Targets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The turning of stored interactions into runs: each page with how far it has come, whose turn it is, and the end of it. */
@Singleton
final class Expansions {
    /** What is sent at once is announced when it has been: one announcement less for each run of a large target. */
    private static final String RUNS = """
        insert into runs (id, interaction_id, schedule_id, device_id, state, error, ended_at, deadline, leased_until, held)
        select x.id, mine.id, coalesce(mine.schedule_id,
                   (select parent.schedule_id from interactions parent where parent.id = mine.parent_id)),
               x.device, x.state, x.error::jsonb, case when x.state <> 'scheduled' then $6::timestamptz end,
               case when mine.held and x.state = 'scheduled' then 'infinity'::timestamptz
                    when x.held_until is not null then x.held_until + mine.timeout_ms * interval '1 millisecond'
                    when mine.first then mine.deadline
                    else $6::timestamptz + mine.timeout_ms * interval '1 millisecond' end,
               coalesce(x.held_until, $7::timestamptz), mine.held and x.state = 'scheduled'
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $8::timestamptz[], $9::uuid[])
            as x(id, device, state, error, held_until, interaction) join mine on mine.id = x.interaction
        on conflict do nothing returning id, interaction_id, version, state, held, leased_until
        ), told as (
            insert into run_change (run_id, version)
            select id, version from stored where held or state <> 'scheduled' or leased_until <> $7::timestamptz
        """;

    private static final String ADD = """
        with mine as materialized (
            select i.*, i.cursor is null as first from interactions i where i.id = $1 and i.state = 'running' for update),
        stored as (
        """ + RUNS + """
        ), advanced as (
            update interactions i set cursor = $10, expanded = $11, leased_until = $7, work = coalesce($12::jsonb, i.work),
                stored_runs = i.stored_runs + (select count(*) from stored)
            where i.id = (select id from mine) returning i.stored_runs)
        select (select count(*) from mine) as running, (select array_agg(id) from stored) as ids,
               (select stored_runs from advanced) as total
        """;

    private static final String BEGIN = "with mine as (insert into interactions (" + InteractionRows.COLUMNS
            + ", state, expanded, leased_until, cursor, stored_runs) select " + InteractionRows.VALUES
            + ", 'running', x.expanded, $7::timestamptz, x.cursor, x.runs from " + InteractionRows.RECORD
            + " on conflict do nothing returning *, true as first), stored as (" + RUNS + """
        )
        select mine.id, mine.stored_runs as total, array_agg(s.id) filter (where s.id is not null) as ids
        from mine left join stored s on s.interaction_id = mine.id group by mine.id, mine.stored_runs
        """;

    private static final int TOGETHER = 100;

    private final Database database;
    private final Rows rows;
    private final InteractionRows columns;
    private final InteractionsConfig config;
    private final Clock clock;
    private final Gathering<Beginning, Stored> beginnings;

    Expansions(Database database, Rows rows, InteractionRows columns, InteractionsConfig config, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.columns = columns;
        this.config = config;
        this.clock = clock;
        this.beginnings = new Gathering<>(TOGETHER, this::begin);
    }

    private record Beginning(Interaction interaction, Targets.Page page) {}

    /**
     * What became of a page of runs.
     *
     * @param running false when the interaction has ended meanwhile, and nothing was stored
     * @param total how many runs it has by now
     */
    record Stored(boolean running, Set<UUID> ids, long total) {
        private static final Stored NOTHING = new Stored(false, Set.of(), 0);
    }

    /**
     * Stores an interaction with its first page of runs, all in one statement, and small ones that come at the same time in the same
     * one; not running when its request was seen before.
     */
    Uni<Stored> begin(Interaction interaction, Targets.Page page) {
        var beginning = new Beginning(interaction, page);
        return page.runs().size() <= Gathering.FEW
                ? beginnings.ask(beginning)
                : begin(List.of(beginning)).map(stored -> stored.apply(beginning));
    }

    private Uni<Function<Beginning, Stored>> begin(List<Beginning> some) {
        var interactions = new JsonArray();
        var of = new ArrayList<UUID>();
        var runs = new ArrayList<NewRun>();
        for (var beginning : some) {
            var page = beginning.page();
            interactions.add(columns.json(beginning.interaction())
                    .put("cursor", page.next())
                    .put("expanded", page.next() == null)
                    .put("runs", page.runs().size()));
            runs.addAll(page.runs());
            of.addAll(Collections.nCopies(
                    page.runs().size(), beginning.interaction().id()));
        }
        var now = Clocks.now(clock);
        return database.query(BEGIN, page(interactions, of, runs, now, now.plus(config.lease())))
                .map(Expansions::begun);
    }

    private static Function<Beginning, Stored> begun(RowSet<Row> found) {
        var stored = new HashMap<UUID, Stored>();
        found.forEach(row -> stored.put(row.getUUID("id"), new Stored(true, ids(row), row.getLong("total"))));
        return beginning -> stored.getOrDefault(beginning.interaction().id(), Stored.NOTHING);
    }

    /** Stores a further page of runs with how far the expansion has come, all in one statement. */
    Uni<Stored> add(Interaction interaction, Targets.Page page, Instant now, Instant leasedUntil) {
        var of = Collections.nCopies(page.runs().size(), interaction.id());
        var arguments = page(interaction.id(), of, page.runs(), now, leasedUntil)
                .addValue(page.next())
                .addValue(page.next() == null)
                .addValue(rows.json(interaction.work()));
        return database.query(ADD, arguments)
                .map(found -> added(found.iterator().next()));
    }

    private Tuple page(Object first, List<UUID> of, List<NewRun> runs, Instant now, Instant leasedUntil) {
        return Tuple.tuple()
                .addValue(first)
                .addValue(runs.stream().map(NewRun::id).toArray(UUID[]::new))
                .addValue(runs.stream().map(NewRun::deviceId).toArray(UUID[]::new))
                .addValue(runs.stream().map(run -> run.state().word()).toArray(String[]::new))
                .addValue(runs.stream().map(this::error).toArray(String[]::new))
                .addValue(time(now))
                .addValue(time(leasedUntil))
                .addValue(runs.stream().map(run -> time(run.heldUntil())).toArray(OffsetDateTime[]::new))
                .addValue(of.toArray(UUID[]::new));
    }

    private String error(NewRun run) {
        return run.error() == null ? null : rows.json(run.error()).encode();
    }

    private static Stored added(Row row) {
        var total = row.getLong("total");
        return new Stored(row.getLong("running") > 0, ids(row), total == null ? 0 : total);
    }

    private static Set<UUID> ids(Row row) {
        var ids = row.getArrayOfUUIDs("ids");
        return ids == null ? Set.of() : Arrays.stream(ids).collect(Collectors.toSet());
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
