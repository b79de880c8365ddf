package io.lamplighter.bench.measure;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a part found out: a table with a title and notes on how to read it. */
public final class Report {
    private final String title;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Report(String title, List<String> headings) {
        this.title = title;
        rows.add(headings);
    }

    /** An empty table. */
    public static Report of(String title, String... headings) {
        return new Report(title, List.of(headings));
    }

    /** One more row; as many cells as there are headings. */
    public void add(String... cells) {
        if (cells.length != rows.getFirst().size()) {
            throw new IllegalArgumentException(Arrays.toString(cells));
        }
        rows.add(List.of(cells));
    }

    /** One more sentence under the table. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** Prints it as text, or for a README. */
    public void print(PrintWriter out, boolean asMarkdown) {
        out.printf(asMarkdown ? "%n### %s%n%n" : "%n%s%n", title);
        for (var row = 0; row < rows.size(); row++) {
            out.println(asMarkdown ? "| " + String.join(" | ", rows.get(row)) + " |" : line(rows.get(row)));
            if (asMarkdown && row == 0) {
                out.println("|" + " --- |".repeat(rows.getFirst().size()));
            }
        }
        notes.forEach(sentence -> out.printf(asMarkdown ? "%n%s%n" : "  %s%n", sentence));
        out.flush();
    }

    private String line(List<String> row) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> padded(row.get(column), width(column)))
                .collect(Collectors.joining("  ", "  ", ""))
                .stripTrailing();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(width - cell.length());
    }
}
