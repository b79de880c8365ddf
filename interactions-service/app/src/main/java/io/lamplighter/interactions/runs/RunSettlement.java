package io.lamplighter.interactions.runs;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How stored runs end, or wait for another attempt. */
@Singleton
public final class RunSettlement {
    private final Database database;

    RunSettlement(Database database) {
        this.database = database;
    }

    /**
     * Ends runs as their results say, or lets them wait for another attempt where the policy and the deadline allow one. Of a
     * device that was not even asked, for want of room or of budget, another follows whatever the policy says, after about a
     * quarter of the time that is left, a minute at most, while 20 s or more are left.
     * Those that have ended before, are not known, or were answered for an earlier attempt are not in the answer.
     */
    Uni<List<EndedRun>> settle(JsonArray results, Instant now) {
        var sql = """
            with incoming as materialized (
                select * from jsonb_to_recordset($1)
                as x(id uuid, attempt int, state text, result jsonb, error jsonb, started timestamptz, passes boolean)
                order by id),
            locked as materialized (
                select r.id, r.deadline, greatest(r.attempts, 1) as attempts, x.state, x.result, x.error, x.started,
                       greatest(coalesce(x.attempt, r.attempts), 1) as attempt, x.passes, i.retry_attempts,
                       i.retry_delay_ms, i.retry_most_ms
                from incoming x
                cross join lateral (select * from runs where id = x.id limit 1 for update) r
                join interactions i on i.id = r.interaction_id
                where r.state = 'dispatched' and coalesce(x.attempt, r.attempts) >= r.attempts
                   or r.state = 'scheduled' and not r.held and coalesce(x.attempt, 1) > r.attempts),
            judged as materialized (
                select l.*, case
                    when l.passes and l.attempt < l.retry_attempts then $2::timestamptz
                        + least(l.retry_delay_ms * power(2, least(l.attempt - 1, 20)), l.retry_most_ms) * (0.5 + random())
                        * interval '1 millisecond'
                    when l.error ->> 'code' = 'rate_limited' and l.deadline - $2::timestamptz >= interval '20 s'
                        then $2::timestamptz + least((l.deadline - $2::timestamptz) / 4, interval '60 s')
                            * (0.8 + 0.4 * random()) end as again_at
                from locked l),
            decided as (select j.*, coalesce(j.again_at < j.deadline, false) as again from judged j)
            update runs r set
                state = case when d.again then 'scheduled' else d.state end,
                result = case when d.again then null else d.result end,
                error = d.error,
                ended_at = case when d.again then null else $2::timestamptz end,
                started_at = coalesce(r.started_at, d.started, $2::timestamptz),
                attempts = greatest(d.attempts, d.attempt),
                version = r.version + 1,
                leased_until = case when d.again then d.again_at end
            from decided d where r.id = d.id
            returning r.id, r.interaction_id, r.state
            """;
        return database.query(sql, Tuple.of(results, time(now)))
                .map(settled -> Rows.list(settled, RunSettlement::ended));
    }

    Uni<List<EndedRun>> timeOut(Instant deadline, Instant now, int limit) {
        var sql = """
            update runs set state = 'timed_out', ended_at = $2, version = version + 1, leased_until = null,
                error = case when state = 'scheduled'
                    then '{"code": "not_dispatched", "detail": "The command could not be sent before the deadline."}'
                    else '{"code": "deadline_passed", "detail": "No result came before the deadline."}' end::jsonb
            where id in (
                select id from runs where state in ('scheduled', 'dispatched') and deadline < $1
                order by deadline limit $3 for update skip locked)
            returning id, interaction_id, state
            """;
        return database.query(sql, Tuple.of(time(deadline), time(now), limit))
                .map(ended -> Rows.list(ended, RunSettlement::ended));
    }

    /**
     * Ends what has not ended of an interaction and its steps; answers of how many the command was, or may have been, sent
     * before. One that is leased and waits for no retry is on its way to Kafka: nobody can tell.
     */
    public Uni<Integer> cancel(SqlConnection connection, UUID interactionId, Instant now) {
        var sql = """
            with locked as (
                select id, state = 'dispatched' or error is null and not held
                    and leased_until between $2 and $2 + interval '30 s' as sent from runs
                where (interaction_id = $1
                       or interaction_id = any(array(select s.id from interactions s where s.parent_id = $1)))
                  and ended_at is null
                order by id for update),
            cancelled as (
                update runs r set state = 'cancelled', ended_at = $2, version = version + 1, leased_until = null, held = false,
                    error = case when l.sent
                        then '{"code": "cancelled_after_dispatch", "detail": "It was cancelled when its command had been sent: the device may still do it."}'
                        else '{"code": "cancelled", "detail": "It was cancelled before its command was sent: the device is left as it was."}'
                        end::jsonb
                from locked l where r.id = l.id
                returning l.sent)
            select count(*) filter (where sent) as sent from cancelled
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(interactionId, time(now)))
                .map(found -> found.iterator().next().getInteger("sent"));
    }

    static EndedRun ended(Row row) {
        return new EndedRun(row.getUUID("id"), row.getUUID("interaction_id"), row.getString("state"));
    }
}
