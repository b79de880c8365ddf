package io.lamplighter.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under headings, each column as wide as its widest cell so far. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    private Table(List<String> headings) {
        widths = headings.stream().mapToInt(String::length).toArray();
        rows.add(headings);
    }

    /** An empty table. */
    public static Table of(String... headings) {
        return new Table(List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public void add(String... cells) {
        rows.add(List.of(cells));
        for (var column = 0; column < widths.length; column++) {
            widths[column] = Math.max(widths[column], cells[column].length());
        }
    }

    /** Prints it, and forgets it but for the widths: rows added later are printed below. */
    public void print(PrintWriter out) {
        rows.forEach(row -> out.println(line(row)));
        rows.clear();
    }

    private String line(List<String> row) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            line.append(row.get(column))
                    .append(" ".repeat(widths[column] - row.get(column).length()))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
