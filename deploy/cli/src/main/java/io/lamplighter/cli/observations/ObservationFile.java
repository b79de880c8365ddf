package io.lamplighter.cli.observations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.lamplighter.cli.edge.BulkFormat;
import io.lamplighter.cli.edge.MistakeException;
import io.lamplighter.cli.edge.Scalar;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The observations of a file, one after another. */
final class ObservationFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final BufferedReader lines;
    private final MappingIterator<Map<String, String>> rows;
    private long line;

    private ObservationFile(String name, BufferedReader lines, MappingIterator<Map<String, String>> rows) {
        this.name = name;
        this.lines = lines;
        this.rows = rows;
    }

    /** @throws MistakeException when it cannot be read */
    static ObservationFile open(String name, BulkFormat form) {
        try {
            InputStream content = "-".equals(name) ? System.in : Files.newInputStream(Path.of(name));
            var lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8), 1 << 16);
            return new ObservationFile(name, lines, form == BulkFormat.CSV ? rows(lines) : null);
        } catch (IOException unreadable) {
            throw new MistakeException(name + " cannot be read: " + unreadable.getMessage());
        }
    }

    /** The number of the line that was read last, 1 for the first. */
    long line() {
        return line;
    }

    /** The next observation, or null after the last. */
    ObjectNode next() {
        try {
            return rows == null ? nextLine() : nextRow();
        } catch (JsonProcessingException unreadable) {
            throw new MistakeException("%s, line %d: %s".formatted(name, line, unreadable.getOriginalMessage()));
        } catch (IOException unreadable) {
            throw new MistakeException(name + " cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private ObjectNode nextLine() throws IOException {
        for (var text = lines.readLine(); text != null; text = lines.readLine()) {
            line++;
            if (!text.isBlank()) {
                return JSON.readValue(text, ObjectNode.class);
            }
        }
        return null;
    }

    private ObjectNode nextRow() throws IOException {
        if (!rows.hasNextValue()) {
            return null;
        }
        var row = rows.nextValue();
        line = rows.getCurrentLocation().getLineNr() - 1L;
        var observation = JsonNodeFactory.instance.objectNode();
        row.forEach((column, cell) -> put(observation, column, cell));
        return observation;
    }

    /** Columns with a dot are fields of a map: vendorIds.address. */
    private static void put(ObjectNode observation, String column, String cell) {
        if (cell.isEmpty()) {
            return;
        }
        var dot = column.indexOf('.');
        if ("value".equals(column)) {
            observation.set(column, Scalar.of(cell));
        } else if (dot > 0) {
            observation.withObject("/" + column.substring(0, dot)).put(column.substring(dot + 1), cell);
        } else {
            observation.put(column, cell);
        }
    }

    private static MappingIterator<Map<String, String>> rows(BufferedReader lines) throws IOException {
        lines.mark(1);
        if (lines.read() != '\ufeff') {
            lines.reset();
        }
        return new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(lines);
    }
}
