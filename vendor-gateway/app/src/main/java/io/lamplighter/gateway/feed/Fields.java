package io.lamplighter.gateway.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * Which fields of an item a subscription wants.
 *
 * @param names none for all
 */
record Fields(Set<String> names) {
    static final Fields ALL = new Fields(Set.of());
    private static final JsonFactory JSON = new JsonFactory();

    boolean areAll() {
        return names.isEmpty();
    }

    /** The item with these fields alone. */
    String of(String item) {
        if (areAll()) {
            return item;
        }
        var text = new StringWriter(item.length());
        try (var parser = JSON.createParser(item);
                var generator = JSON.createGenerator(text)) {
            copy(parser, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void copy(JsonParser parser, JsonGenerator generator) throws IOException {
        parser.nextToken();
        generator.writeStartObject();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            var name = parser.currentName();
            parser.nextToken();
            if (names.contains(name)) {
                generator.writeFieldName(name);
                generator.copyCurrentStructure(parser);
            } else {
                parser.skipChildren();
            }
        }
        generator.writeEndObject();
    }
}
