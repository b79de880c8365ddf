package io.lamplighter.bench;

import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "footprint", description = "Memory of every process, and how long each took to start.")
final class FootprintCommand extends Part {
    private static final double MEBI = 1024.0;

    @Option(
            names = "--pid",
            paramLabel = "NAME=PID",
            description = "a process; repeatable (those that the launcher started)")
    private Map<String, Long> pids = new LinkedHashMap<>();

    @Override
    boolean isOfWhatRuns() {
        return false;
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) {
        var processes = new LinkedHashMap<String, Surroundings.Running>();
        pids.forEach((name, pid) -> processes.put(name, new Surroundings.Running(pid, 0)));
        if (pids.isEmpty()) {
            processes.putAll(at.processes());
        }
        var report = Report.of("Footprint", "Process", "Resident", "Proportional", "Ready after");
        var named = new HashSet<Long>();
        processes.values().forEach(process -> named.add(process.pid()));
        var resident = 0L;
        var proportional = 0L;
        for (var process : processes.entrySet()) {
            var tree = tree(process.getValue().pid(), named).toList();
            var rss = sum(tree, "status", "VmRSS:");
            var pss = sum(tree, "smaps_rollup", "Pss:");
            report.add(process.getKey(), mebibytes(rss), mebibytes(pss), started(process.getValue()));
            resident += rss;
            proportional += pss;
        }
        report.add("all", mebibytes(resident), mebibytes(proportional), "");
        report.note(
                "Each with its child processes. Proportional counts a page shared by several processes once: PostgreSQL shares its buffers.");
        return List.of(report);
    }

    private static Stream<Long> tree(long pid, Set<Long> named) {
        var children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .map(ProcessHandle::pid)
                .filter(child -> !named.contains(child));
        return Stream.concat(Stream.of(pid), children.flatMap(child -> tree(child, named)));
    }

    private static long sum(List<Long> tree, String file, String field) {
        return tree.stream()
                .mapToLong(pid -> kibibytes(Path.of("/proc", pid.toString(), file), field))
                .sum();
    }

    private static long kibibytes(Path file, String field) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static String mebibytes(long kibibytes) {
        return "%.0f MiB".formatted(kibibytes / MEBI);
    }

    private static String started(Surroundings.Running process) {
        return process.startMillis() > 0 ? "%.1f s".formatted(process.startMillis() / 1000.0) : "-";
    }
}
