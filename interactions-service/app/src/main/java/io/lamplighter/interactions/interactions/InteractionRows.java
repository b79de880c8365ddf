package io.lamplighter.interactions.interactions;

import static io.lamplighter.interactions.storage.Rows.instant;
import static io.lamplighter.interactions.storage.Rows.map;

import io.lamplighter.interactions.api.Retry;
import io.lamplighter.interactions.api.Rollout;
import io.lamplighter.interactions.api.Target;
import io.lamplighter.interactions.storage.Rows;
import io.lamplighter.interactions.tasks.Tasks;
import io.lamplighter.interactions.tasks.Work;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How an interaction that is to be expanded looks in the store. */
@Singleton
final class InteractionRows {
    /** The columns of {@link #json} as PostgreSQL reads them. */
    static final String RECORD = """
        jsonb_to_recordset($1) as x(id uuid, task text, target jsonb, arguments jsonb, timeout bigint, requested text,
            schedule uuid, due timestamptz, created timestamptz, deadline timestamptz, attempts int, delay bigint,
            most bigint, rollout jsonb, phase text, parent uuid, step int, branch int, rerun uuid, key text, hash text,
            work jsonb, cursor text, expanded boolean, runs int)
        """;

    static final String COLUMNS = """
        id, task, target, arguments, timeout_ms, requested_by, schedule_id, due_at, created_at, deadline, retry_attempts,
        retry_delay_ms, retry_most_ms, rollout, phase, held, parent_id, step, branch, rerun_of, idempotency_key,
        request_hash, work
        """;

    static final String VALUES = """
        x.id, x.task, x.target, x.arguments, x.timeout, x.requested, x.schedule, x.due, x.created, x.deadline, x.attempts,
        x.delay, x.most, x.rollout, x.phase, x.phase is not null, x.parent, x.step, x.branch, x.rerun, x.key, x.hash, x.work
        """;

    private final Rows rows;
    private final Tasks tasks;

    InteractionRows(Rows rows, Tasks tasks) {
        this.rows = rows;
        this.tasks = tasks;
    }

    JsonArray json(List<Interaction> interactions) {
        var values = new JsonArray();
        interactions.forEach(interaction -> values.add(json(interaction)));
        return values;
    }

    JsonObject json(Interaction interaction) {
        var origin = interaction.origin();
        var json = new JsonObject()
                .put("id", interaction.id().toString())
                .put("task", interaction.task())
                .put("target", rows.json(interaction.target()))
                .put("arguments", new JsonObject(interaction.arguments()))
                .put("timeout", interaction.timeout().toMillis())
                .put("requested", interaction.requestedBy())
                .put("schedule", text(interaction.scheduleId()))
                .put("due", interaction.dueAt().toString())
                .put("created", interaction.createdAt().toString())
                .put("deadline", interaction.deadline().toString())
                .put("work", rows.json(interaction.work()))
                .put("parent", text(origin.parentId()))
                .put("step", origin.step())
                .put("branch", origin.branch())
                .put("rerun", text(origin.rerunOf()))
                .put("key", origin.idempotencyKey())
                .put("hash", origin.requestHash());
        return rollout(retry(json, tasks.retry(interaction.task(), interaction.retry())), interaction.rollout());
    }

    private static JsonObject retry(JsonObject json, Retry retry) {
        return json.put("attempts", retry.attempts())
                .put("delay", retry.delay().toMillis())
                .put("most", retry.maxDelay().toMillis());
    }

    private JsonObject rollout(JsonObject json, Rollout rollout) {
        return rollout == null
                ? json
                : json.put("rollout", rows.json(rollout)).put("phase", rollout.canary() == null ? "running" : "canary");
    }

    private static String text(Object id) {
        return id == null ? null : id.toString();
    }

    Interaction interaction(Row row) {
        return new Interaction(
                row.getUUID("id"),
                row.getString("task"),
                rows.read(row, "target", Target.class),
                map(row, "arguments"),
                Duration.ofMillis(row.getLong("timeout_ms")),
                row.getString("requested_by"),
                row.getUUID("schedule_id"),
                instant(row, "due_at"),
                instant(row, "created_at"),
                instant(row, "deadline"),
                row.getString("cursor"),
                retry(row),
                rows.read(row, "rollout", Rollout.class),
                new Origin(
                        row.getUUID("parent_id"),
                        row.getInteger("step"),
                        row.getInteger("branch"),
                        row.getUUID("rerun_of"),
                        row.getString("idempotency_key"),
                        row.getString("request_hash")),
                rows.read(row, "work", Work.class));
    }

    static Retry retry(Row row) {
        return new Retry(
                row.getInteger("retry_attempts"),
                Duration.ofMillis(row.getLong("retry_delay_ms")),
                Duration.ofMillis(row.getLong("retry_most_ms")));
    }
}
