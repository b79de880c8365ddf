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
        description = "Runs feed, poll, query, ingest and footprint with their defaults, one after another.")
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
            var name = new CommandLine(part).getCommandName();
            progress.step("part " + name);
            try {
                reports.addAll(part.measure(at, progress));
            } catch (BenchException failure) {
                isComplete = false;
                reports.add(failed(name, failure));
            }
        }
        return reports;
    }

    /** Each with its defaults; what leaves much to be cleaned up comes late. */
    private static List<Part> parts() {
        var parts = List.of(
                new FeedCommand(), new PollCommand(), new QueryCommand(), new IngestCommand(), new FootprintCommand());
        parts.forEach(part -> {
            var _ = new CommandLine(part)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs();
        });
        return parts;
    }

    private static Report failed(String name, BenchException failure) {
        var report = Report.of(name + " could not be measured", "Reason");
        report.add(failure.getMessage());
        return report;
    }
}
