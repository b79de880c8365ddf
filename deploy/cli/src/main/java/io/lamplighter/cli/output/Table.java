package io.lamplighter.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    private Table(List<String> headings) {
        rows.add(headings);
    }

    /** An empty table. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public void add(String... cells) {
        rows.add(List.of(cells));
    }

    /** Prints it. */
    public void print(PrintWriter out) {
        var widths = rows.getFirst().stream().mapToInt(String::length).toArray();
        for (var row : rows) {
            for (var column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        rows.forEach(row -> out.println(line(row, widths)));
    }

    private static String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
