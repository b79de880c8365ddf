package io.lamplighter.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/** A list as it was asked for: a table, JSON or CSV. Items are printed as they come, so that a list may be of any size. */
public final class Listing implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private static final int ROWS_AT_ONCE = 1000;

    private final PrintWriter out;
    private final Format format;
    private final List<Column> columns;
    private final Table table;
    private final JsonGenerator json;
    private long count;

    /** An empty list. */
    public Listing(PrintWriter out, Format format, List<Column> columns) {
        this.out = out;
        this.format = format;
        this.columns = columns.stream()
                .filter(column -> format != Format.TABLE || column.heading() != null)
                .toList();
        this.table = Table.of(this.columns.stream()
                .map(column -> String.valueOf(column.heading()))
                .toArray(String[]::new));
        this.json = format == Format.JSON ? array(out) : null;
        if (format == Format.CSV) {
            out.println(columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(",")));
        }
    }

    /** Whether names and other words for people are wanted. */
    public boolean isForPeople() {
        return format == Format.TABLE;
    }

    /** How many items there are. */
    public long count() {
        return count;
    }

    /** One more item. */
    public void add(JsonNode item) {
        count++;
        switch (format) {
            case JSON -> write(item);
            case CSV ->
                out.println(columns.stream()
                        .map(column -> quoted(column.raw().apply(item)))
                        .collect(Collectors.joining(",")));
            case TABLE -> {
                table.add(columns.stream()
                        .map(column -> column.shown().apply(item))
                        .toArray(String[]::new));
                if (count % ROWS_AT_ONCE == 0) {
                    table.print(out);
                }
            }
        }
        if (count % ROWS_AT_ONCE == 0 && out.checkError()) {
            throw new UnreadException();
        }
    }

    /** Prints what is left. A table without rows is not printed at all. */
    @Override
    public void close() {
        if (format == Format.TABLE && count > 0) {
            table.print(out);
        } else if (format == Format.JSON) {
            end();
        }
        out.flush();
    }

    private void write(JsonNode item) {
        try {
            json.writeTree(item);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void end() {
        try {
            json.writeEndArray();
            json.flush();
            out.println();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonGenerator array(PrintWriter out) {
        try {
            var json = MAPPER.createGenerator(out).useDefaultPrettyPrinter();
            json.writeStartArray();
            return json;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String quoted(String cell) {
        return cell.matches("(?s).*[\",\\r\\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
    }
}
