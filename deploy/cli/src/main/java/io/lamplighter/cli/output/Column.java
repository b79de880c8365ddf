package io.lamplighter.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;

/**
 * One column of a listing.
 *
 * @param heading above it in a table; null when it stands in none
 * @param name in CSV
 * @param shown what people see; null when they do not
 * @param raw what programs read
 */
public record Column(String heading, String name, Function<JsonNode, String> shown, Function<JsonNode, String> raw) {

    /** A field as it is. */
    public static Column of(String heading, String pointer) {
        return shown(heading, pointer, Text::of);
    }

    /** A time: of this machine's zone for people, UTC for programs. */
    public static Column time(String heading, String pointer) {
        return shown(heading, pointer, Text::time);
    }

    /** A field that people see in this form and programs as it is. */
    public static Column shown(String heading, String pointer, Function<JsonNode, String> form) {
        return new Column(
                heading, name(pointer), item -> form.apply(item.at(pointer)), item -> plain(item.at(pointer)));
    }

    /** A field for programs only. */
    public static Column raw(String pointer) {
        return new Column(null, name(pointer), null, item -> plain(item.at(pointer)));
    }

    /** Something that is made of several fields. */
    public static Column made(String heading, String name, Function<JsonNode, String> made) {
        return new Column(heading, name, made, made);
    }

    private static String name(String pointer) {
        return pointer.substring(1).replace('/', '.');
    }

    private static String plain(JsonNode field) {
        if (field.isMissingNode() || field.isNull()) {
            return "";
        }
        return field.isValueNode() ? field.asText() : field.toString();
    }
}
