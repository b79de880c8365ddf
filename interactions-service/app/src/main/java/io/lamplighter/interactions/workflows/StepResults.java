package io.lamplighter.interactions.workflows;

import io.lamplighter.interactions.storage.Rows;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/**
 * What the steps of a workflow have brought, as references see it: {@code {"arguments": {...}, "steps": [{"state", "result",
 * "values", "runs", "branches"}]}}. {@code result} is that of the first run that has one, {@code values} holds its
 * observations by name, {@code runs} are the first 100 by device, {@code branches} the same for each parallel step.
 */
@Singleton
final class StepResults {
    private static final String SQL = """
        select s.step, s.branch, s.state, coalesce(jsonb_agg(jsonb_build_object('deviceId', r.device_id, 'state', r.state,
                   'result', r.result) order by r.device_id) filter (where r.id is not null), '[]'::jsonb) as runs
        from interactions s left join lateral (
            select * from runs where interaction_id = s.id order by device_id limit 100) r on true
        where s.parent_id = $1 group by s.step, s.branch, s.state order by s.step, s.branch
        """;

    JsonObject known(Map<String, Object> arguments, Iterable<Row> found) {
        var steps = new JsonArray();
        for (var row : found) {
            var outcome = outcome(row.getString("state"), (JsonArray) row.getValue("runs"));
            int step = row.getInteger("step");
            if (steps.size() <= step) {
                steps.add(outcome.copy().put("branches", new JsonArray()));
            }
            steps.getJsonObject(step).getJsonArray("branches").add(outcome);
        }
        return new JsonObject().put("arguments", new JsonObject(arguments)).put("steps", steps);
    }

    Uni<JsonObject> known(SqlConnection connection, UUID workflow, Map<String, Object> arguments) {
        return connection
                .preparedQuery(SQL)
                .execute(Tuple.of(workflow))
                .map(found -> known(arguments, Rows.list(found, row -> row)));
    }

    private static JsonObject outcome(String state, JsonArray runs) {
        var result = runs.stream()
                .map(run -> ((JsonObject) run).getJsonObject("result"))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(new JsonObject());
        var values = new JsonObject();
        result.getJsonArray("observations", new JsonArray()).forEach(observed -> {
            var observation = (JsonObject) observed;
            values.put(observation.getString("name"), observation.getValue("value"));
        });
        return new JsonObject()
                .put("state", state)
                .put("result", result)
                .put("values", values)
                .put("runs", runs);
    }
}
