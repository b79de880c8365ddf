package io.lamplighter.interactions.tasks;

import io.lamplighter.interactions.problems.Violation;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks arguments against the JSON Schema of one task. */
final class ArgumentCheck {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setDraft(Draft.DRAFT202012)
            .setBaseUri("https://lamplighter.invalid/tasks")
            .setOutputFormat(OutputFormat.Basic);
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern NUMBERED = Pattern.compile("/(\\d+)(?=/|$)");

    private final Task task;
    private final Validator validator;

    ArgumentCheck(Task task) {
        this.task = task;
        this.validator = Validator.create(JsonSchema.of(copy(task.arguments())), OPTIONS);
    }

    /** The validator writes notes of its own into the schema. */
    private static JsonObject copy(Map<String, Object> schema) {
        return new JsonObject(new JsonObject(schema).encode());
    }

    List<Violation> check(Map<String, Object> arguments) {
        var found = new LinkedHashMap<String, String>();
        var outcome = validator.validate(new JsonObject(arguments));
        if (!Boolean.TRUE.equals(outcome.getValid()) && outcome.getErrors() != null) {
            // The innermost errors come last and tell the most.
            outcome.getErrors().forEach(error -> {
                if (tells(error)) {
                    found.put(field(error), message(error));
                }
            });
        }
        var violations = new ArrayList<Violation>();
        found.forEach((field, message) -> violations.add(new Violation(field, message)));
        violations.addAll(task.check(arguments));
        return violations;
    }

    /** Not those that only say that something inside is wrong. */
    private static boolean tells(OutputUnit error) {
        return !List.of("properties", "items", "$ref", "allOf").contains(keyword(error));
    }

    private static String keyword(OutputUnit error) {
        var location = Optional.ofNullable(error.getKeywordLocation()).orElse("");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String field(OutputUnit error) {
        var pointer =
                Optional.ofNullable(error.getInstanceLocation()).orElse("#").replaceFirst("^#", "");
        var path = "arguments" + NUMBERED.matcher(pointer).replaceAll("[$1]").replace('/', '.');
        var missing = QUOTED.matcher(String.valueOf(error.getError()));
        return keyword(error).equals("required") && missing.find() ? path + "." + missing.group(1) : path;
    }

    private static String message(OutputUnit error) {
        return keyword(error).equals("required")
                ? "must be given"
                : "is against the schema of the task: " + String.valueOf(error.getError());
    }
}
