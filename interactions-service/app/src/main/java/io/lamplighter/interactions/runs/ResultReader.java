package io.lamplighter.interactions.runs;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.gateway.api.CommandOutcome;
import io.lamplighter.gateway.api.CommandResult;
import io.lamplighter.interactions.api.RunError;
import io.lamplighter.interactions.tasks.Tasks;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads what the gateway answers into what is stored of it. */
@Singleton
final class ResultReader {
    private static final TypeReference<List<Map<String, Object>>> LIST = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final Tasks tasks;

    ResultReader(ObjectMapper mapper, Tasks tasks) {
        this.mapper = mapper;
        this.tasks = tasks;
    }

    Result read(ConsumerRecord<String, byte[]> source) {
        if (source.value() == null || source.value().length == 0) {
            return new Result.Unreadable(source, "the record is empty");
        }
        if (new String(source.value(), StandardCharsets.UTF_8).contains("\\u0000")) {
            return new Result.Unreadable(source, "a text contains the NUL character, which PostgreSQL cannot store");
        }
        try {
            var answer = mapper.readValue(source.value(), CommandResult.class);
            return answer == null
                    ? new Result.Unreadable(source, "the record is null")
                    : new Result.Answer(source, answer, row(answer));
        } catch (IOException | IllegalArgumentException | NullPointerException unreadable) {
            return new Result.Unreadable(source, firstLine(unreadable));
        }
    }

    private JsonObject row(CommandResult answer) {
        var error = error(answer);
        boolean passes = answer.outcome() == CommandOutcome.FAILED && tasks.passes(error.getString("code"));
        return new JsonObject()
                .put("id", answer.runId().toString())
                .put("attempt", answer.attempt())
                .put("passes", passes)
                .put("state", Result.state(answer).word())
                .put("result", result(answer))
                .put("error", error)
                .put(
                        "started",
                        answer.startedAt() == null ? null : answer.startedAt().toString());
    }

    private JsonObject result(CommandResult answer) {
        boolean done = answer.outcome() == CommandOutcome.SUCCEEDED || answer.outcome() == CommandOutcome.ACKNOWLEDGED;
        return done
                ? new JsonObject().put("observations", new JsonArray(mapper.convertValue(answer.observations(), LIST)))
                : null;
    }

    private static JsonObject error(CommandResult answer) {
        if (answer.error() != null) {
            return json(new RunError(answer.error().code(), answer.error().detail()));
        }
        return switch (answer.outcome()) {
            case SUCCEEDED, ACKNOWLEDGED -> null;
            case FAILED -> json(new RunError("internal", "The gateway gave no reason."));
            case EXPIRED -> json(new RunError("deadline_passed", "The gateway met the command after its deadline."));
        };
    }

    private static JsonObject json(RunError error) {
        return new JsonObject(Map.of(
                "code", error.code() == null ? "internal" : error.code(),
                "detail", error.detail() == null ? "" : error.detail()));
    }

    private static String firstLine(Exception unreadable) {
        var message = unreadable.getMessage();
        return message == null ? "not a result" : message.lines().findFirst().orElse("not a result");
    }
}
