package io.lamplighter.driver.http.documents;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows under the names of their columns.
 *
 * @param columns where each named column is
 * @param rows all of them, without the header
 * @param chosen the row that values are read from; empty when there is none
 */
record CsvDocument(Map<String, Integer> columns, List<List<String>> rows, Optional<List<String>> chosen)
        implements Document {
    private static final ObjectReader ROWS = new CsvMapper()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .readerForListOf(String.class);

    static CsvDocument parse(String text, char separator, boolean header) {
        var schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        var rows = new ArrayList<List<String>>();
        try (var read = ROWS.with(schema).<List<String>>readValues(text)) {
            read.forEachRemaining(rows::add);
        } catch (IOException | RuntimeException notCsv) {
            throw new UnreadableException("is not CSV");
        }
        var names = header && !rows.isEmpty() ? rows.removeFirst() : List.<String>of();
        return new CsvDocument(columns(names), rows, Optional.empty());
    }

    private static Map<String, Integer> columns(List<String> names) {
        var columns = new HashMap<String, Integer>();
        for (var number = 0; number < names.size(); number++) {
            columns.putIfAbsent(names.get(number), number);
        }
        return columns;
    }

    /** The same, read from a row. */
    CsvDocument choosing(Optional<List<String>> row) {
        return new CsvDocument(columns, rows, row);
    }

    @Override
    public Optional<Object> at(Place place, Map<String, String> variables) {
        if (!(place instanceof Place.Column column)) {
            throw Document.foreign(place);
        }
        var row = chosen.orElseThrow(() -> new UnreadableException("is in no row: the one asked for is missing"));
        return cell(row, column.text()).map(cell -> cell);
    }

    @Override
    public List<CsvDocument> items(Place place, Map<String, String> variables) {
        return rows.stream().map(row -> choosing(Optional.of(row))).toList();
    }

    /** An empty cell is none. */
    Optional<String> cell(List<String> row, String column) {
        var number = columns.getOrDefault(column, columns.isEmpty() ? number(column) : -1);
        return number < 0 || number >= row.size() || row.get(number).isEmpty()
                ? Optional.empty()
                : Optional.of(row.get(number));
    }

    private static int number(String column) {
        return column.matches("[0-9]{1,4}") ? Integer.parseInt(column) : -1;
    }
}
