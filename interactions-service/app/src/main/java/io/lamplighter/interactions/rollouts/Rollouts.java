package io.lamplighter.interactions.rollouts;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.runs.EndedRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The stored rollouts. */
@Singleton
final class Rollouts {
    private final Database database;
    private final Rows rows;

    Rollouts(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
    }

    /** Those with runs that may wait. */
    Uni<List<UUID>> open() {
        var sql = """
            select id from interactions where ended_at is null and phase is not null and phase <> 'done'
            order by id limit 100
            """;
        return database.query(sql, Tuple.tuple()).map(found -> Rows.list(found, row -> row.getUUID("id")));
    }

    /** Null when another replica holds it, or it has ended. */
    Uni<Progress> lock(SqlConnection connection, UUID id) {
        var lock = "select id from interactions where id = $1 and state = 'running' for update skip locked";
        return connection
                .preparedQuery(lock)
                .execute(Tuple.of(id))
                .chain(found -> found.size() == 0 ? Uni.createFrom().nullItem() : read(connection, id));
    }

    private Uni<Progress> read(SqlConnection connection, UUID id) {
        var sql = """
            select i.id, i.rollout, i.phase, i.timeout_ms, i.released, i.released_at, i.expanded,
                   (select count(*) from runs r where r.interaction_id = i.id and not r.held
                       and r.ended_at is null) as in_flight,
                   (select count(*) from (select from runs r where r.interaction_id = i.id and r.held
                       and r.ended_at is null limit 10000) few) as held,
                   (select count(*) from runs r where r.interaction_id = i.id
                       and r.state in ('failed', 'timed_out', 'expired')
                       and (r.error ->> 'code') is distinct from 'device_not_found') as failed
            from interactions i where i.id = $1
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id))
                .map(found -> progress(found.iterator().next()));
    }

    private Progress progress(Row row) {
        return new Progress(
                row.getUUID("id"),
                rows.read(row, "rollout", Rollout.class),
                row.getString("phase"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getLong("released"),
                row.getLong("in_flight"),
                row.getLong("held"),
                row.getLong("failed"),
                row.getBoolean("expanded"),
                instant(row, "released_at"));
    }

    /** Lets runs go under a lease; answers their commands. */
    Uni<List<Command>> release(
            SqlConnection connection, Progress progress, Progress.Move.Release move, Instant now, Instant lease) {
        var sql = """
            with chosen as (
                select id from runs where interaction_id = $1 and held and ended_at is null
                limit $2 for update),
            freed as (
                update runs set held = false, deadline = $3::timestamptz + $4::bigint * interval '1 millisecond', leased_until = $5,
                    version = version + 1
                where id in (select id from chosen) returning id, interaction_id, device_id, deadline, attempts),
            counted as (
                update interactions set phase = $6, released = released + (select count(*) from freed),
                    released_at = case when $2 > 0 then $3::timestamptz else released_at end
                where id = $1)
            select f.*, coalesce(i.work ->> 'task', i.task) as task,
                   coalesce(i.work -> 'arguments', i.arguments) as arguments, i.requested_by
            from freed f join interactions i on i.id = f.interaction_id
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.tuple()
                        .addValue(progress.id())
                        .addValue(move.runs())
                        .addValue(time(now))
                        .addValue(progress.timeout().toMillis())
                        .addValue(time(lease))
                        .addValue(move.phase()))
                .map(freed -> Rows.list(freed, io.lamplighter.interactions.runs.Runs::command));
    }

    /** Cancels some of what is held, and lets no more come. */
    Uni<List<EndedRun>> abort(SqlConnection connection, UUID id, String reason, Instant now, int limit) {
        var sql = """
            with stopped as (update interactions set phase = 'aborted', expanded = true,
                warnings = case when phase = 'aborted' then warnings else coalesce(warnings, '[]'::jsonb)
                    || jsonb_build_array(jsonb_build_object('code', 'rollout_aborted', 'detail', $2::text)) end
                where id = $1)
            update runs set state = 'cancelled', held = false, ended_at = $3, version = version + 1, leased_until = null,
                error = jsonb_build_object('code', 'rollout_aborted', 'detail', $2::text)
            where id in (select id from runs where interaction_id = $1 and held and ended_at is null
                         limit $4 for update)
            returning id, interaction_id, state
            """;
        return connection
                .preparedQuery(sql)
                .execute(Tuple.of(id, reason, time(now), limit))
                .map(ended -> Rows.list(
                        ended,
                        row -> new EndedRun(row.getUUID("id"), row.getUUID("interaction_id"), row.getString("state"))));
    }
}
