package io.lamplighter.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What runs where, as a table for people. */
final class Table {
    private static final List<String> HEAD = List.of("PART", "ADDRESS", "PROCESS", "READY AFTER", "MEMORY");

    private Table() {}

    static String of(State state) {
        var rows = new ArrayList<List<String>>();
        rows.add(HEAD);
        var launcher = state.processes().getFirst();
        state.processes().forEach(process -> rows.add(row(process, !process.equals(launcher))));
        return rows.stream().map(row -> line(row, widths(rows))).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static List<String> row(State.Remembered process, boolean withChildren) {
        var alive = process.alive();
        return List.of(
                process.name(),
                process.address(),
                alive.isPresent() ? Long.toString(process.pid()) : "ended",
                process.startMillis() == 0 ? "" : "%.1f s".formatted(process.startMillis() / 1000.0),
                alive.map(handle -> memory(handle, withChildren)).orElse(""));
    }

    /** Resident memory of a process, with its children or without, where the system tells (Linux). */
    private static String memory(ProcessHandle process, boolean withChildren) {
        var children = withChildren ? process.descendants() : Stream.<ProcessHandle>empty();
        var kilobytes = residentKilobytes(process)
                + children.mapToLong(Table::residentKilobytes).sum();
        return kilobytes == 0 ? "" : kilobytes / 1024 + " MB";
    }

    // Proportional, not resident: PostgreSQL's processes share most of their memory with each other.
    private static long residentKilobytes(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException | java.io.UncheckedIOException unknown) {
            return 0;
        }
    }

    private static List<Integer> widths(List<List<String>> rows) {
        return IntStream.range(0, HEAD.size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .boxed()
                .toList();
    }

    private static String line(List<String> row, List<Integer> widths) {
        return IntStream.range(0, row.size())
                .mapToObj(column -> ("%-" + widths.get(column) + "s").formatted(row.get(column)))
                .collect(Collectors.joining("   ", "  ", ""))
                .stripTrailing();
    }
}
