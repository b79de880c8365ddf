package io.lamplighter.cli.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Scalar;
import java.util.List;

/**
 * A task's arguments as written on the command line, {@code name=value} each. {@code true} and {@code false} are booleans,
 * what JSON calls a number is a number, all else is text; quotes ({@code '"5"'}) make anything a text.
 *
 * <p>A name that the task's schema declares is passed as it is. For a task that sets something, any other name is what is to
 * be set: {@code on=false} stands for {@code name=on value=false}.
 */
final class Arguments {
    private static final String NAME = "name";
    private static final String VALUE = "value";

    private final JsonNode declared;
    private final ObjectNode arguments = JsonNodeFactory.instance.objectNode();
    private String set;

    private Arguments(JsonNode task) {
        this.declared = task.path("arguments").path("properties");
    }

    /** @throws MistakeException when one is no {@code name=value}, or two things are to be set at once */
    static ObjectNode of(JsonNode task, List<String> written) {
        var arguments = new Arguments(task);
        written.forEach(arguments::add);
        return arguments.arguments;
    }

    private void add(String written) {
        var equals = written.indexOf('=');
        if (equals < 1) {
            throw new MistakeException("--argument " + written + ": must be name=value");
        }
        var name = written.substring(0, equals);
        var value = written.substring(equals + 1);
        if (declared.has(name) || !declared.has(NAME) || !declared.has(VALUE)) {
            put(name, isText(name) ? JsonNodeFactory.instance.textNode(value) : Scalar.of(value));
        } else {
            set(name, Scalar.of(value));
        }
    }

    private void set(String name, JsonNode value) {
        if (set != null) {
            throw new MistakeException(
                    "--argument " + name + ": only one value is set at a time, and " + set + " is already to be set");
        }
        set = name;
        put(NAME, JsonNodeFactory.instance.textNode(name));
        put(VALUE, value);
    }

    private void put(String name, JsonNode value) {
        if (arguments.has(name)) {
            throw new MistakeException("--argument " + name + ": is given twice");
        }
        arguments.set(name, value);
    }

    private boolean isText(String name) {
        return "string".equals(declared.path(name).path("type").asText());
    }
}
