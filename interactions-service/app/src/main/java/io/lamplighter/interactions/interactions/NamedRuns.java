package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.time;

import io.lamplighter.devices.api.DeviceView;
import io.lamplighter.interactions.api.Command;
import io.lamplighter.interactions.runs.NewRun;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.lamplighter.interactions.targets.Targets;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The runs of many interactions at a time. */
@Singleton
final class NamedRuns {
    private final Database database;
    private final Rows rows;
    private final Targets targets;

    NamedRuns(Database database, Rows rows, Targets targets) {
        this.database = database;
        this.rows = rows;
        this.targets = targets;
    }

    /** A run to be stored. */
    record Planned(Interaction interaction, NewRun run) {
        /** A run that is held has its whole time afterwards. */
        Instant deadline() {
            return run.heldUntil() == null
                    ? interaction.deadline()
                    : run.heldUntil().plus(interaction.timeout());
        }

        Command command() {
            return new Command(
                    run.id(),
                    interaction.id(),
                    run.deviceId(),
                    interaction.asked(),
                    interaction.askedArguments(),
                    deadline(),
                    interaction.requestedBy(),
                    1);
        }
    }

    List<Planned> of(List<Interaction> batch, Map<UUID, DeviceView> known) {
        return batch.stream()
                .flatMap(interaction -> interaction.target().devices().stream()
                        .distinct()
                        .map(id -> new Planned(interaction, targets.run(id, known, interaction.isBackground()))))
                .toList();
    }

    /**
     * Stores them and that their interactions are expanded; answers the ids of those that were not there yet. What is
     * sent at once is announced when it has been, as by {@link Expansions#begin}.
     */
    Uni<Set<UUID>> store(List<Planned> runs, List<UUID> interactions, Instant now, Instant leasedUntil) {
        var sql = """
                with x as (
                    select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[],
                                         $7::timestamptz[])
                    as x(id, interaction, device, state, error, deadline, held)),
                locked as materialized (
                    select i.id, i.schedule_id from interactions i
                    where i.id = any($8) and i.state = 'running' and not i.expanded order by i.id for update),
                stored as (
                    insert into runs (id, interaction_id, schedule_id, device_id, state, error, ended_at, deadline,
                                      leased_until)
                    select x.id, l.id, l.schedule_id, x.device, x.state, x.error::jsonb,
                           case when x.state <> 'scheduled' then $9::timestamptz end, x.deadline,
                           coalesce(x.held, $10::timestamptz)
                    from x join locked l on l.id = x.interaction
                    on conflict do nothing
                    returning id, interaction_id, version, state, leased_until),
                told as (
                    insert into run_change (run_id, version)
                    select id, version from stored where state <> 'scheduled' or leased_until <> $10::timestamptz),
                expanded as (
                    update interactions i set expanded = true, leased_until = null,
                        stored_runs = (select count(*) from stored s where s.interaction_id = i.id)
                    from locked l where i.id = l.id)
                select id from stored
                """;
        var arguments = Tuple.from(Arrays.asList(
                column(runs, run -> run.run().id(), UUID[]::new),
                column(runs, run -> run.interaction().id(), UUID[]::new),
                column(runs, run -> run.run().deviceId(), UUID[]::new),
                column(runs, run -> run.run().state().word(), String[]::new),
                column(runs, this::error, String[]::new),
                column(runs, run -> time(run.deadline()), OffsetDateTime[]::new),
                column(runs, run -> time(run.run().heldUntil()), OffsetDateTime[]::new),
                interactions.toArray(UUID[]::new),
                time(now),
                time(leasedUntil)));
        return database.query(sql, arguments)
                .map(stored -> StreamSupport.stream(stored.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .collect(Collectors.toSet()));
    }

    private String error(Planned planned) {
        var error = rows.json(planned.run().error());
        return error == null ? null : error.encode();
    }

    private static <T> T[] column(List<Planned> runs, Function<Planned, T> value, IntFunction<T[]> array) {
        return runs.stream().map(value).toArray(array);
    }

    /** Leaves interactions that are not expanded to whoever looks for them then. */
    Uni<Void> retryAt(List<UUID> interactions, Instant at) {
        var sql = "update interactions set leased_until = $2 where id = any($1) and not expanded";
        return database.query(sql, Tuple.of(interactions.toArray(UUID[]::new), time(at)))
                .replaceWithVoid();
    }
}
