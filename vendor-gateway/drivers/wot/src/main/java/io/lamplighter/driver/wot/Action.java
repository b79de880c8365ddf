package io.lamplighter.driver.wot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Observation;
import io.lamplighter.driver.Setting;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that a device can be told to do, by a setting of its name: {@code true} where nothing has to be said; the value
 * itself where the input is one; a JSON object as text where the input has members, or where its address has variables.
 *
 * @param simple the input, where it is a single value; or the only member of it
 * @param member the name of that member; empty where the input is the value itself
 * @param members the members of the input that are single values; empty without an input
 * @param structured whether the input is an object or an array
 * @param required the members that must be there
 * @param variables the names of the variables of its address
 * @param output what it answers
 */
record Action(
        String name,
        Form form,
        Optional<Field> simple,
        String member,
        Map<String, Field> members,
        boolean structured,
        List<String> required,
        Set<String> variables,
        List<Field> output) {
    /** What is sent for a setting. */
    record Invocation(Map<String, String> variables, Buffer body) {}

    /** @throws DriverException.Rejected when the value is not what it can be invoked with */
    Invocation invocation(Setting setting) {
        var text = setting.value() instanceof String value && value.strip().startsWith("{");
        if (text && (structured || !variables.isEmpty())) {
            return told(object(setting.value().toString()));
        }
        if (simple.isPresent() && !isBare(setting)) {
            var value = simple.get().value(setting);
            return invocation(
                    member.isEmpty() ? value : Json.MAPPER.createObjectNode().set(member, value));
        }
        if (!setting.value().equals(true)) {
            throw new DriverException.Rejected(usage());
        }
        return told(Json.MAPPER.createObjectNode());
    }

    /** Whether it only says that it is to be done, of an input whose members may all be left out. */
    private boolean isBare(Setting setting) {
        return structured
                && setting.value().equals(true)
                && required.isEmpty()
                && simple.filter(field -> field.kind() == Field.Kind.BOOLEAN).isEmpty();
    }

    private Invocation told(ObjectNode told) {
        var given = new HashMap<String, String>();
        for (var variable : variables) {
            if (told.path(variable).isValueNode() && !members.containsKey(variable)) {
                given.put(variable, told.remove(variable).asText());
            }
        }
        UriVariables.requireGiven(form, given);
        if (!structured && told.isEmpty()) {
            return new Invocation(given, Buffer.buffer());
        }
        if (!structured && simple.isEmpty()) {
            throw new DriverException.Rejected(usage());
        }
        check(told);
        return new Invocation(given, Json.write(told));
    }

    private Invocation invocation(JsonNode body) {
        UriVariables.requireGiven(form, Map.of());
        return new Invocation(Map.of(), Form.isText(form.sent()) ? Buffer.buffer(body.asText()) : Json.write(body));
    }

    private void check(ObjectNode told) {
        for (var each : required) {
            if (!told.has(each)) {
                throw new DriverException.Rejected("%s needs %.60s".formatted(name, each));
            }
        }
        told.properties().forEach(entry -> {
            var field = members.get(entry.getKey());
            if (field != null) {
                field.check(entry.getValue());
            }
        });
    }

    private ObjectNode object(String text) {
        try {
            if (Json.MAPPER.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw new DriverException.Rejected(usage());
        }
        throw new DriverException.Rejected(usage());
    }

    private String usage() {
        if (!structured && variables.isEmpty()) {
            return name + " is invoked with true";
        }
        return "%s is invoked with a JSON object as text, with %.300s"
                .formatted(name, structured ? members.keySet() : variables);
    }

    /** That it was done, as the device acknowledged it. */
    Observation done(Setting setting, Instant at) {
        return setting.value() instanceof Number number
                ? new Observation.Attribute(
                        name, number.doubleValue(), simple.map(Field::units).orElse(Units.NONE), at)
                : new Observation.Status(name, setting.value(), at);
    }
}
