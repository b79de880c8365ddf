package io.lamplighter.bench;

import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(
        name = "all",
        description = "Runs feed, poll, query, ingest, dashboard and footprint with their defaults, one after another.")
final class AllCommand extends Part {
    private boolean isComplete = true;

    @Override
    int exitCode() {
        return isComplete ? 0 : 1;
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        var reports = new ArrayList<Report>();
        for (var part : parts()) {
            reports.addAll(measured(new CommandLine(part).getCommandName(), part, at, progress));
        }
        return reports;
    }

    private List<Report> measured(String name, Part part, Surroundings at, Progress progress)
            throws InterruptedException, IOException {
        var hindrance = part.hindrance();
        if (hindrance.isPresent()) {
            progress.step("part " + name + " is left out");
            return List.of(told(name + " is left out", hindrance.get()));
        }
        progress.step("part " + name);
        try {
            return part.measure(at, progress);
        } catch (BenchException failure) {
            isComplete = false;
            return List.of(told(name + " could not be measured", failure.getMessage()));
        }
    }

    /** Each with its defaults; what leaves much to be cleaned up comes late. */
    private static List<Part> parts() {
        var parts = List.of(
                new FeedCommand(),
                new PollCommand(),
                new QueryCommand(),
                new IngestCommand(),
                new DashboardCommand(),
                new FootprintCommand());
        parts.forEach(part -> {
            var _ = new CommandLine(part)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs();
        });
        return parts;
    }

    private static Report told(String title, String reason) {
        var report = Report.of(title, "Reason");
        report.add(reason);
        return report;
    }
}
