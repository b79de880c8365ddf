package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.loops.Clocks;
import io.lamplighter.interactions.loops.Loop;
import io.lamplighter.interactions.storage.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/**
 * Ends interactions whose runs have all ended. It is asked after the ends of runs are committed, so of two replicas
 * that end the last two runs at once the later one sees both; what a crash left open, or a crash of the database forgot
 * again, is found by the sweep.
 */
@Singleton
public final class Closer {
    /** Each question ends with its first answer, for each interaction by itself: none looks at all that is open. */
    private static final String NOTHING_OPEN = """
        and (select r.id from runs r where r.interaction_id = x.id and r.ended_at is null limit 1) is null
        and (task <> 'workflow'
          or (select s.id from interactions s where s.parent_id = x.id and s.state = 'running' limit 1) is null)
        """;

    private static final String CLOSE = """
        with asked as materialized (select x.id from unnest($1::uuid[]) as x(id) order by x.id),
        closable as materialized (
            select x.id from asked x
            cross join lateral (select state, expanded, task from interactions where id = x.id limit 1) i
            where i.state = 'running' and i.expanded
              and (select set_config('synchronous_commit', 'off', true)) is not null
        """ + NOTHING_OPEN + """
        ),
        ready as materialized (
            select i.id from closable x
            cross join lateral (select id from interactions where id = x.id limit 1 for update) i),
        counted as (
            select ready.id, c.* from ready cross join lateral (
                select coalesce(jsonb_object_agg(g.state, g.n), '{}'::jsonb) as runs,
                       coalesce(sum(g.n), 0) as total,
                       coalesce(sum(g.n) filter (where g.state in ('succeeded', 'acknowledged')), 0)
                           + coalesce(sum(g.needless), 0) as good,
                       coalesce(sum(g.n) filter (where g.state in ('timed_out', 'expired')), 0) as late,
                       coalesce(sum(g.n) filter (where g.state = 'cancelled'), 0) as cancelled
                from (select r.state, count(*) as n,
                             count(*) filter (where r.state = 'skipped' and r.error ->> 'code' = 'not_needed') as needless
                      from runs r where r.interaction_id = any(
                          ready.id || array(select s.id from interactions s where s.parent_id = ready.id))
                      group by 1) g
            ) c),
        ended as (
            update interactions i set
                ended_at = $2::timestamptz,
                runs = c.runs,
                error = coalesce(i.error, case when c.total = 0 then
                    '{"code": "empty_target", "detail": "No device matched the target."}'::jsonb end),
                warnings = case when c.total = 0 and i.error is null then
                    '[{"code": "empty_target", "detail": "No device matched the target: nothing was done."}]'::jsonb
                    else i.warnings end,
                phase = case when i.phase in ('canary', 'running') then 'done' else i.phase end,
                state = case
                    when i.error ->> 'code' = 'cancelled' then 'cancelled'
                    when i.error is not null and c.good = 0 then 'failed'
                    when c.good = c.total and i.error is null then 'succeeded'
                    when c.good > 0 then 'partly_failed'
                    when c.cancelled > 0 then 'cancelled'
                    when c.late = c.total then 'timed_out'
                    else 'failed' end
            from counted c where i.id = c.id and i.state = 'running'
            returning i.id, i.schedule_id, i.state, i.error, i.runs),
        freed as (
            update schedules s set
                last_ended_at = $2::timestamptz,
                last_error = e.told,
                next_at = case when s.enabled and s.every_ms is not null
                    then $2::timestamptz + s.every_ms * interval '1 millisecond' else s.next_at end
            from (select distinct on (schedule_id) schedule_id,
                         case when state <> 'succeeded'
                             then state || coalesce(': ' || (error ->> 'detail'), ': ' || runs::text) end as told
                  from ended where schedule_id is not null order by schedule_id, id desc) e
            where s.id = e.schedule_id)
        select id from ended
        """;

    /** Seldom anything is left behind, and looking for it reads all that is open. */
    private static final int RARELY = 4;

    private static final String CLOSABLE = """
        select x.id from interactions x where x.ended_at is null and x.expanded
        """ + NOTHING_OPEN + " limit 500";

    private final Database database;
    private final Event<InteractionsEnded> event;
    private final InteractionsConfig config;
    private final Clock clock;
    private final Loop sweep;

    Closer(Database database, Event<InteractionsEnded> event, InteractionsConfig config, Clock clock, Vertx vertx) {
        this.database = database;
        this.event = event;
        this.config = config;
        this.clock = clock;
        this.sweep = new Loop(vertx, "Closing interactions", this::closeLeftBehind);
    }

    void start(@Observes StartupEvent started) {
        sweep.start();
    }

    void stop(@Observes ShutdownEvent stopped) {
        sweep.stop();
    }

    /** Ends those of these interactions of which every run has ended. */
    public Uni<Void> close(Collection<UUID> interactions) {
        if (interactions.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var arguments = Tuple.of(interactions.toArray(UUID[]::new), time(Clocks.now(clock)));
        return database.query(CLOSE, arguments)
                .map(ended -> StreamSupport.stream(ended.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList())
                .invoke(this::tell)
                .replaceWithVoid();
    }

    private void tell(List<UUID> ended) {
        if (!ended.isEmpty()) {
            event.fire(new InteractionsEnded(ended));
        }
    }

    private Uni<Duration> closeLeftBehind() {
        return database.query(CLOSABLE, Tuple.tuple())
                .map(found -> StreamSupport.stream(found.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList())
                .chain(this::close)
                .replaceWith(config.sweep().multipliedBy(RARELY));
    }
}
