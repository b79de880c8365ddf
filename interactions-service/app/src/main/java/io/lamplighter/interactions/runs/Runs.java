package io.lamplighter.interactions.runs;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The stored runs on their way to the gateway. Statements that touch several rows lock them in the order of their ids, so
 * that none waits for another in a circle; each row is fetched by itself ({@code limit 1}), which leaves no plan but the one by its
 * key.
 */
@Singleton
public final class Runs {
    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /** Takes commands that were left behind or wait for another attempt; nobody else takes them before the lease ends. */
    Uni<List<Command>> takeUndispatched(Instant now, Duration lease, int limit) {
        var sql = """
            with taken as (
                update runs set leased_until = $2 where id in (
                    select id from runs
                    where state = 'scheduled' and not held and deadline > $1
                      and coalesce(leased_until, '-infinity') <= $1
                    order by coalesce(leased_until, '-infinity') limit $3 for update skip locked)
                returning id, interaction_id, device_id, deadline, attempts)
            select r.*, coalesce(i.work ->> 'task', i.task) as task,
                   coalesce(i.work -> 'arguments', i.arguments) as arguments, i.requested_by
            from taken r join interactions i on i.id = r.interaction_id order by r.id
            """;
        return database.query(sql, Tuple.of(time(now), time(now.plus(lease)), limit))
                .map(taken -> Rows.list(taken, Runs::command));
    }

    /** When the next one waits to be sent; null when none does. */
    Uni<Instant> nextAttempt(Instant now) {
        var sql = """
            select min(coalesce(leased_until, '-infinity')) as next from runs
            where state = 'scheduled' and not held and coalesce(leased_until, '-infinity') > $1
            """;
        return database.query(sql, Tuple.of(time(now)))
                .map(found -> instant(found.iterator().next(), "next"));
    }

    /**
     * Marks commands that are on their topic. It is not waited for until the mark is on the disk: what a crash of the
     * database forgets is sent again, and done once all the same.
     */
    Uni<Void> dispatched(List<Command> commands, Instant now) {
        var sql = """
            with sent as materialized (select * from unnest($1::uuid[], $2::int[]) as x(id, attempt) order by id),
            locked as materialized (
                select r.id from sent
                cross join lateral (select id, state, attempts from runs where id = sent.id limit 1 for update) r
                where r.state = 'scheduled' and r.attempts = sent.attempt - 1
                  and (select set_config('synchronous_commit', 'off', true)) is not null)
            update runs set state = 'dispatched', started_at = coalesce(started_at, $3), attempts = attempts + 1,
                            version = version + 1, leased_until = null, error = null
            where id in (select id from locked)
            """;
        var ids = commands.stream().map(Command::runId).toArray(UUID[]::new);
        var attempts = commands.stream().map(Command::attempt).toArray(Integer[]::new);
        return database.query(sql, Tuple.of(ids, attempts, time(now))).replaceWithVoid();
    }

    public static Command command(Row row) {
        return new Command(
                row.getUUID("id"),
                row.getUUID("interaction_id"),
                row.getUUID("device_id"),
                row.getString("task"),
                Rows.map(row, "arguments"),
                instant(row, "deadline"),
                row.getString("requested_by"),
                row.getInteger("attempts") + 1);
    }
}
