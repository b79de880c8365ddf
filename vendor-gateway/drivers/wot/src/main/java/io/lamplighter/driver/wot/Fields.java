package io.lamplighter.driver.wot;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.driver.DriverException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The fields that a data schema describes (W3C WoT Thing Description 1.1, 5.3.2). Objects are flattened with underscores, and so
 * are arrays whose elements are described one by one, or are objects, or are few; others are passed over.
 */
final class Fields {
    private static final int DEEPEST = 8;
    private static final int MOST = 256;
    private static final int FEW = 16;
    /** How many are looked for in an array of objects of which the length is not said. */
    private static final int OBJECTS = 4;

    private final Names names;
    private final String what;
    private final List<Field> fields = new ArrayList<>();

    private Fields(Names names, String what) {
        this.names = names;
        this.what = what;
    }

    /**
     * The fields of a schema.
     *
     * @param what it is of, for where a name is taken
     * @throws DriverException.Unsupported when it describes nothing that can be observed
     */
    static List<Field> of(JsonNode schema, String name, Names names, String what) {
        var found = new Fields(names, what);
        found.add(schema, name, JsonPointer.empty(), new Access(true, true), 0);
        if (found.fields.isEmpty()) {
            throw new DriverException.Unsupported("its schema describes no boolean, number or text");
        }
        return List.copyOf(found.fields);
    }

    /** The one field of an event without data. */
    static Field event(String name, Names names) {
        return new Field(
                names.give(name, "event"),
                JsonPointer.empty(),
                Field.Kind.EVENT,
                Units.NONE,
                Limits.of(Json.MAPPER.missingNode()),
                true,
                false);
    }

    private record Access(boolean readable, boolean writable) {
        Access within(JsonNode schema) {
            return new Access(
                    readable && !schema.path("writeOnly").asBoolean(),
                    writable && !schema.path("readOnly").asBoolean());
        }
    }

    private void add(JsonNode schema, String name, JsonPointer at, Access outer, int depth) {
        if (depth > DEEPEST || fields.size() >= MOST) {
            return;
        }
        var access = outer.within(schema);
        switch (type(schema)) {
            case "object" -> addMembers(schema.path("properties"), name, at, access, depth);
            case "array" -> addElements(schema, name, at, access, depth);
            case "null" -> {
                // It is never anything but null.
            }
            case "string" -> {
                if (!isDocument(schema)) {
                    addOne(schema, name, at, access, Field.Kind.TEXT);
                }
            }
            case "boolean" -> addOne(schema, name, at, access, Field.Kind.BOOLEAN);
            case "number" -> addOne(schema, name, at, access, Field.Kind.NUMBER);
            case "integer" -> addOne(schema, name, at, access, Field.Kind.INTEGER);
            default -> addOne(schema, name, at, access, Field.Kind.ANY);
        }
    }

    private void addOne(JsonNode schema, String name, JsonPointer at, Access access, Field.Kind kind) {
        fields.add(new Field(
                names.give(name, what),
                at,
                kind,
                Units.of(schema.path("unit").asText("")),
                Limits.of(schema),
                access.readable(),
                access.writable()));
    }

    private void addMembers(JsonNode members, String name, JsonPointer at, Access access, int depth) {
        members.properties()
                .forEach(member -> add(
                        member.getValue(),
                        Names.of(name, member.getKey()),
                        at.appendProperty(member.getKey()),
                        access,
                        depth + 1));
    }

    private void addElements(JsonNode schema, String name, JsonPointer at, Access access, int depth) {
        var items = schema.path("items");
        for (var index = 0; index < length(schema, items); index++) {
            add(
                    items.isArray() ? items.get(index) : items,
                    Names.of(name, Integer.toString(index)),
                    at.appendIndex(index),
                    // An array is not set element by element: how long it is might change.
                    new Access(access.readable(), false),
                    depth + 1);
        }
    }

    private static int length(JsonNode schema, JsonNode items) {
        if (items.isArray()) {
            return Math.min(FEW, items.size());
        }
        var longest = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        if (longest <= FEW && items.isObject()) {
            return longest;
        }
        return type(items).equals("object") ? OBJECTS : 0;
    }

    /** Pictures and the like. */
    private static boolean isDocument(JsonNode schema) {
        return schema.has("contentMediaType") || schema.has("contentEncoding");
    }

    /** The JSON type; empty when several are possible or none is said. */
    static String type(JsonNode schema) {
        var types = new HashSet<>(Json.texts(schema.path("type")));
        schema.path("oneOf").forEach(choice -> types.addAll(Json.texts(choice.path("type"))));
        schema.path("anyOf").forEach(choice -> types.addAll(Json.texts(choice.path("type"))));
        if (types.size() > 1) {
            types.remove("null");
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        if (types.isEmpty()) {
            return implied(schema);
        }
        return types.size() == 1 ? types.iterator().next() : "";
    }

    private static String implied(JsonNode schema) {
        if (schema.has("properties")) {
            return "object";
        }
        if (schema.has("items")) {
            return "array";
        }
        var choice =
                schema.has("const") ? schema.get("const") : schema.path("enum").path(0);
        if (choice.isBoolean()) {
            return "boolean";
        }
        if (choice.isTextual()) {
            return "string";
        }
        return choice.isNumber() || schema.has("unit") || schema.has("minimum") || schema.has("maximum")
                ? "number"
                : "";
    }
}
