package io.lamplighter.devices.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser.Feature;
import io.lamplighter.devices.problems.InvalidInputException;
import io.lamplighter.devices.problems.Violation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** Each line has a cell for each column of the header. An empty cell says that the device has none of it. */
final class CsvParser implements LineParser {
    private static final ObjectReader CELLS =
            new CsvMapper().readerFor(String[].class).with(Feature.EMPTY_UNQUOTED_STRING_AS_NULL);

    // Jackson takes an empty cell at the very end for a quoted one when the cell before it is quoted.
    private static final String ONE_MORE_CELL = ",-";

    private final List<String> columns;
    private final NdjsonParser json;

    private CsvParser(List<String> columns, NdjsonParser json) {
        this.columns = columns;
        this.json = json;
    }

    /**
     * The parser for the lines after this one.
     *
     * @throws WrongHeaderException when it does not name columns of a device
     */
    static CsvParser of(FileLine header, NdjsonParser json) {
        if (header == null || header.text() == null || header.isBlank()) {
            var why = header == null || header.fault() == null ? "must name the columns" : header.fault();
            throw new WrongHeaderException(List.of(new Violation("line", why)));
        }
        var columns = columns(header.text());
        var violations = violations(columns);
        if (!violations.isEmpty()) {
            throw new WrongHeaderException(violations);
        }
        return new CsvParser(columns, json);
    }

    @Override
    public ObjectNode parse(String line) {
        var cells = cells(line);
        if (cells.length != columns.size()) {
            throw new InvalidInputException(
                    "line", "has %d cells, where the header has %d".formatted(cells.length, columns.size()));
        }
        var device = JsonNodeFactory.instance.objectNode();
        var violations = new ArrayList<Violation>();
        for (var index = 0; index < cells.length; index++) {
            put(device, columns.get(index), cells[index], violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidInputException(violations);
        }
        return device;
    }

    private static List<String> columns(String header) {
        try {
            var names = new ArrayList<String>();
            for (var cell : cells(header)) {
                names.add(cell == null ? "" : cell);
            }
            return names;
        } catch (InvalidInputException _) {
            throw new WrongHeaderException(List.of(new Violation("line", "must be CSV")));
        }
    }

    private static List<Violation> violations(List<String> columns) {
        var violations = new ArrayList<Violation>();
        var seen = new HashSet<String>();
        for (var column : columns) {
            if (!Columns.isKnown(column)) {
                violations.add(new Violation(column, "is not a column of a device"));
            } else if (!seen.add(column)) {
                violations.add(new Violation(column, "must not be there twice"));
            }
        }
        if (!columns.contains("id") && !columns.contains("vendor")) {
            violations.add(new Violation("vendor", "is missing: a device is known by vendor and vendorIds, or by id"));
        }
        if (!columns.contains("id") && columns.stream().noneMatch(column -> column.startsWith(Columns.VENDOR_ID))) {
            violations.add(new Violation(
                    "vendorIds.<name>", "is missing: a device is known by vendor and vendorIds, or by id"));
        }
        return violations;
    }

    private static String[] cells(String line) {
        try {
            String[] cells = CELLS.readValue(line + ONE_MORE_CELL);
            return Arrays.copyOf(cells, cells.length - 1);
        } catch (JsonProcessingException _) {
            throw new InvalidInputException("line", "must be CSV: cells between commas, quotes doubled between quotes");
        }
    }

    private void put(ObjectNode device, String column, String cell, List<Violation> violations) {
        if (Columns.KEPT_BY_THE_REGISTRY.contains(column)) {
            return;
        }
        switch (column) {
            case "location.latitude", "location.longitude" -> putNumber(device, column, cell, violations);
            case "enabled" -> putBoolean(device, cell, violations);
            case "metadata" -> putObject(device, cell, violations);
            default -> putText(device, column, cell);
        }
    }

    private static void putNumber(ObjectNode device, String column, String cell, List<Violation> violations) {
        var field = column.substring(Columns.LOCATION.length());
        try {
            device.withObjectProperty("location").put(field, cell == null ? null : degrees(cell));
        } catch (NumberFormatException _) {
            violations.add(new Violation(column, "must be a number"));
        }
    }

    private static Double degrees(String cell) {
        return new BigDecimal(cell).doubleValue();
    }

    private static void putBoolean(ObjectNode device, String cell, List<Violation> violations) {
        switch (cell) {
            case null -> device.putNull("enabled");
            case "true" -> device.put("enabled", true);
            case "false" -> device.put("enabled", false);
            default -> violations.add(new Violation("enabled", "must be true or false"));
        }
    }

    private void putObject(ObjectNode device, String cell, List<Violation> violations) {
        try {
            if (cell == null) {
                device.putNull("metadata");
            } else {
                device.set("metadata", json.parse(cell));
            }
        } catch (InvalidInputException _) {
            violations.add(new Violation("metadata", "must be a JSON object without doubled names"));
        }
    }

    private static void putText(ObjectNode device, String column, String cell) {
        if (column.startsWith(Columns.PARENT_VENDOR_ID)) {
            if (cell != null) {
                device.withObjectProperty("parent")
                        .withObjectProperty("vendorIds")
                        .put(column.substring(Columns.PARENT_VENDOR_ID.length()), cell);
            }
            return;
        }
        var dot = column.indexOf('.');
        if (dot < 0) {
            device.put(column, cell);
        } else if (cell != null || !column.startsWith("parent.")) {
            device.withObjectProperty(column.substring(0, dot)).put(column.substring(dot + 1), cell);
        }
    }
}
