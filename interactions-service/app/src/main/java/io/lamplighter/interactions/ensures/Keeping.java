package io.lamplighter.interactions.ensures;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How stored wanted values go from being set to being held, drift, and are set again. */
@Singleton
final class Keeping {
    /** Whether a reported value is what is wanted. */
    private static final String AGREES = """
        case when jsonb_typeof(e.value) = 'number' and jsonb_typeof(x.value) = 'number'
            then abs(e.value::float8 - x.value::float8) <= greatest(e.tolerance, 1e-6 * abs(e.value::float8))
            else e.value = x.value end
        """;

    private final Database database;

    Keeping(Database database) {
        this.database = database;
    }

    /** A value that is to be set or asked for now. */
    record Due(UUID id, UUID deviceId, String name, Object value, Duration timeout, boolean toBeSet) {
        private static Due of(Row row) {
            return new Due(
                    row.getUUID("id"),
                    row.getUUID("device_id"),
                    row.getString("name"),
                    row.getValue("value"),
                    Duration.ofMillis(row.getLong("timeout_ms")),
                    row.getBoolean("to_be_set"));
        }
    }

    /** Takes what is due, for the time of the transaction. */
    Uni<List<Due>> takeDue(SqlConnection connection, Instant now, int limit) {
        var sql = """
            select e.*, e.state not in ('holding', 'acknowledged') as to_be_set from ensures e
            where e.next_at <= $1 order by e.next_at limit $2 for update skip locked
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(time(now), limit))
                .map(found -> Rows.list(found, Due::of));
    }

    /** Remembers which interaction does it; until that has ended, or could long have, nothing else is begun. */
    Uni<Void> begun(SqlConnection connection, Due due, UUID interaction, Instant now) {
        var sql = """
            update ensures set interaction_id = $2, awaiting = case when $3::boolean then 'set' else 'pull' end,
                sets = sets + case when $3::boolean then 1 else 0 end,
                set_at = case when $3::boolean then $4::timestamptz else set_at end,
                next_at = $4::timestamptz + greatest(least_pause_ms, timeout_ms + 5000) * interval '1 millisecond'
            where id = $1
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(due.id(), interaction, due.toBeSet(), time(now)))
                .replaceWithVoid();
    }

    /** Takes over how the interactions have ended that set or asked for values; answers how many. */
    Uni<Integer> settle(Instant now, Duration longestPause) {
        var sql = """
                with ended as (
                    select e.id, e.awaiting, i.state as outcome, r.state as run, coalesce(r.error, i.error) as why,
                           found.value, found.at
                    from ensures e join interactions i on i.id = e.interaction_id and i.state <> 'running'
                    left join runs r on r.interaction_id = i.id
                    left join lateral (select o -> 'value' as value, (o ->> 'validAt')::timestamptz as at
                        from jsonb_array_elements(r.result -> 'observations') o where o ->> 'name' = e.name
                        order by o ->> 'validAt' desc limit 1) found on true
                    where e.awaiting is not null
                    order by e.id limit 500 for update of e skip locked),
                judged as (
                    select x.*, x.value is not null and (
            """ + AGREES + """
                ) as agrees from ended x join ensures e on e.id = x.id)
            update ensures e set awaiting = null,
                reported = case when x.value is not null and x.at >= coalesce(e.reported_at, '-infinity') then x.value
                    else e.reported end,
                reported_at = greatest(e.reported_at, x.at),
                state = case
                    when x.agrees then 'holding'
                    when x.run = 'acknowledged' then 'acknowledged'
                    when x.awaiting = 'set' then 'failing'
                    when x.value is not null then 'drifted'
                    else e.state end,
                error = case when x.agrees or x.run = 'acknowledged' then null else x.why end,
                failures = case when x.agrees or x.run = 'acknowledged' or x.awaiting = 'pull' then 0 else e.failures + 1 end,
                drifts = e.drifts + case when x.awaiting = 'pull' and x.value is not null and not x.agrees then 1 else 0 end,
                next_at = case
                    when x.agrees or x.run = 'acknowledged' then $1::timestamptz + e.check_ms * interval '1 millisecond'
                    when x.awaiting = 'set' then $1::timestamptz
                        + least(e.least_pause_ms * power(2, least(e.failures, 20)), $2::bigint) * interval '1 millisecond'
                    when x.value is not null then greatest($1::timestamptz,
                        coalesce(e.set_at, $1::timestamptz) + e.least_pause_ms * interval '1 millisecond')
                    else $1::timestamptz + least(e.check_ms, e.least_pause_ms) * interval '1 millisecond' end
            from judged x where e.id = x.id
            """;
        return database.query(sql, Tuple.of(time(now), longestPause.toMillis())).map(done -> done.rowCount());
    }

    /**
     * Takes over what devices report of themselves; answers how many have drifted. A value is judged only when it is younger
     * than the one known, and not while it is being set.
     */
    Uni<Integer> reported(JsonArray observed, Instant now) {
        var sql = """
                with newest as (
                    select distinct on (x.device, x.name) x.* from jsonb_to_recordset($1)
                        as x(device uuid, name text, value jsonb, at timestamptz)
                    order by x.device, x.name, x.at desc),
                judged as (
                    select e.id, x.value, x.at, (
            """ + AGREES + """
                ) as agrees
                from ensures e join newest x on x.device = e.device_id and x.name = e.name
                where x.at > coalesce(e.reported_at, '-infinity')
                order by e.id for update of e)
            update ensures e set reported = j.value, reported_at = j.at,
                state = case when e.awaiting = 'set' or e.state in ('setting', 'failing') and not j.agrees then e.state
                    when j.agrees then 'holding' else 'drifted' end,
                drifts = e.drifts + case when e.state in ('holding', 'acknowledged') and e.awaiting is distinct from 'set'
                    and not j.agrees then 1 else 0 end,
                error = case when j.agrees then null else e.error end,
                next_at = case when e.awaiting = 'set' then e.next_at
                    when j.agrees then $2::timestamptz + e.check_ms * interval '1 millisecond'
                    when e.state in ('holding', 'acknowledged') then greatest($2::timestamptz,
                        coalesce(e.set_at, $2::timestamptz) + e.least_pause_ms * interval '1 millisecond')
                    else e.next_at end
            from judged j where e.id = j.id
            returning e.state
            """;
        return database.query(sql, Tuple.of(observed, time(now)))
                .map(found -> (int) Rows.list(found, row -> row.getString("state")).stream()
                        .filter("drifted"::equals)
                        .count());
    }
}
