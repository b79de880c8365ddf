package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.map;

import io.lamplighter.interactions.api.InteractionState;
import io.lamplighter.interactions.api.InteractionView;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.RolloutView;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.api.StepView;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.api.Warning;
import io.lamplighter.interactions.loops.Gathering;
import io.lamplighter.interactions.storage.Database;
import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The stored interactions as their readers see them. */
@Singleton
public final class InteractionViews {
    private static final String COUNTS = """
        coalesce(i.runs, (select jsonb_object_agg(c.state, c.n) from (
            select r.state, count(*) as n from runs r
            where r.interaction_id = i.id
               or r.interaction_id = any(array(select s.id from interactions s where s.parent_id = i.id))
            group by r.state) c)) as runs
        """;

    private static final String STEPS = """
        (select jsonb_agg(jsonb_build_object('step', s.step, 'branch', s.branch, 'task', s.task, 'interactionId', s.id,
                    'state', s.state, 'runs', coalesce(s.runs, '{}'::jsonb), 'error', s.error,
                    'name', coalesce(i.arguments -> 'steps' -> s.step -> 'parallel' -> s.branch ->> 'name',
                                     i.arguments -> 'steps' -> s.step ->> 'name')) order by s.step, s.branch)
         from interactions s where s.parent_id = i.id) as steps
        """;

    private static final String ROLLOUT = """
        case when i.phase is not null then (select count(*) from runs r
            where r.interaction_id = i.id and r.held and r.state = 'scheduled') end as waiting,
        case when i.phase is not null then (select count(*) from runs r
            where r.interaction_id = i.id and r.state in ('failed', 'timed_out', 'expired')) end as failed
        """;

    private static final String VIEW = "select i.*, " + ROLLOUT + ", " + STEPS + ", "
            + COUNTS.replace("as runs", "as counts") + " from interactions i ";

    private static final int TOGETHER = 100;

    private final Database database;
    private final Rows rows;
    private final Gathering<UUID, InteractionView> together;

    InteractionViews(Database database, Rows rows) {
        this.database = database;
        this.rows = rows;
        this.together = new Gathering<>(TOGETHER, this::findAll);
    }

    /** Null when there is none. */
    Uni<InteractionView> find(UUID id) {
        return together.ask(id);
    }

    private Uni<Function<UUID, InteractionView>> findAll(List<UUID> ids) {
        return database.query(VIEW + "where i.id = any($1)", Tuple.of(ids.toArray(UUID[]::new)))
                .map(found -> {
                    var views = new HashMap<UUID, InteractionView>();
                    found.forEach(row -> views.put(row.getUUID("id"), view(row)));
                    return views::get;
                });
    }

    /** An interaction whose request was sent before; null when there is none. */
    Uni<Seen> seen(String requestedBy, String idempotencyKey) {
        return database.query(
                        "select id, request_hash from interactions where requested_by = $1 and idempotency_key = $2",
                        Tuple.of(requestedBy, idempotencyKey))
                .map(found -> found.size() == 0 ? null : seen(found.iterator().next()));
    }

    record Seen(UUID id, String hash) {}

    private static Seen seen(Row row) {
        return new Seen(row.getUUID("id"), row.getString("request_hash"));
    }

    /** Newest first. */
    Uni<List<InteractionView>> find(InteractionFilter filter, int limit) {
        var conditions = new ArrayList<String>();
        var arguments = Tuple.tuple();
        add(conditions, arguments, "i.task = ", filter.task());
        add(conditions, arguments, "i.state = ", filter.state());
        add(conditions, arguments, "i.schedule_id = ", filter.schedule());
        add(conditions, arguments, "i.parent_id = ", filter.parent());
        add(conditions, arguments, "i.id < ", filter.after());
        var where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
        var sql = VIEW + where + " order by i.id desc limit $" + (arguments.size() + 1);
        return database.query(sql, arguments.addValue(limit)).map(found -> Rows.list(found, this::view));
    }

    private static void add(Collection<String> conditions, Tuple arguments, String condition, Object value) {
        if (value != null) {
            var ignored = arguments.addValue(value);
            conditions.add(condition + "$" + arguments.size());
        }
    }

    /** Which of these have ended. */
    Uni<Set<UUID>> ended(Collection<UUID> ids) {
        var sql = "select id from interactions where id = any($1) and state <> 'running'";
        return database.query(sql, Tuple.of(ids.toArray(UUID[]::new)))
                .map(found -> Set.copyOf(Rows.list(found, row -> row.getUUID("id"))));
    }

    private InteractionView view(Row row) {
        return new InteractionView(
                row.getUUID("id"),
                row.getString("task"),
                rows.read(row, "target", Target.class),
                map(row, "arguments"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("requested_by"),
                row.getUUID("schedule_id"),
                InteractionState.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                counts(map(row, "counts")),
                rows.read(row, "error", RunError.class),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instant(row, "ended_at"),
                rows.readAll(row, "warnings", Warning.class),
                row.getString("task").equals(Interaction.WORKFLOW) ? null : InteractionRows.retry(row),
                rollout(row),
                map(row, "work"),
                row.getValue("steps") == null ? null : rows.readAll(row, "steps", StepView.class),
                row.getUUID("parent_id"),
                row.getUUID("rerun_of"));
    }

    private RolloutView rollout(Row row) {
        var asked = rows.read(row, "rollout", Rollout.class);
        return asked == null
                ? null
                : new RolloutView(
                        asked.rate(),
                        asked.concurrency(),
                        asked.abortAfterFailedPercent(),
                        asked.canary(),
                        row.getString("phase"),
                        row.getLong("released"),
                        row.getLong("waiting"),
                        row.getLong("failed"));
    }

    private static Map<String, Integer> counts(Map<String, Object> stored) {
        var counts = new LinkedHashMap<String, Integer>();
        if (stored != null) {
            stored.forEach((state, count) -> counts.put(state, ((Number) count).intValue()));
        }
        return counts;
    }
}
