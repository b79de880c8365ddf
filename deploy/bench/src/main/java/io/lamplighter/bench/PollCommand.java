package io.lamplighter.bench;

import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.VendorProcess;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "poll", description = "Many devices pulled every ten seconds: what was missed, doubled, late.")
final class PollCommand extends Part {
    private static final int PERIOD = 10;
    private static final Duration LAST_RUNS = Duration.ofSeconds(15);

    @Option(names = "--devices", defaultValue = "1000", description = "how many (${DEFAULT-VALUE})")
    private int devices;

    @Option(names = "--minutes", defaultValue = "2", description = "for how long (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--vendor-url", description = "a simulated vendor that runs (one is started)")
    private URI vendorUrl;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (devices < 1 || minutes < 1) {
            throw new BenchException("--devices and --minutes must be at least 1");
        }
        var edge = at.edge();
        try (var vendor = vendorUrl == null ? VendorProcess.start(at.home(), devices) : VendorProcess.at(vendorUrl)) {
            progress.step("registering " + devices + " devices");
            try (var fleet = Fleet.shelly(edge, vendor.addresses(devices))) {
                return List.of(report(poll(edge, fleet, progress)));
            }
        }
    }

    private Rounds poll(Edge edge, Fleet fleet, Progress progress) throws InterruptedException {
        try (var schedule = Schedule.make(edge, fleet, "*/" + PERIOD + " * * * * *", "pull_all")) {
            var begin = Instant.now().plusSeconds(PERIOD);
            var end = begin.plus(Duration.ofMinutes(minutes));
            for (var now = Instant.now(); now.isBefore(end.plus(LAST_RUNS)); now = Instant.now()) {
                progress.tick(
                        "%d s left"::formatted,
                        Duration.between(now, end.plus(LAST_RUNS)).toSeconds());
                Thread.sleep(5000);
            }
            progress.step("reading interactions and runs");
            var of = "?schedule=" + schedule.id();
            return new Rounds(due(begin, end), edge.all("/api/interactions" + of), edge.all("/api/runs" + of));
        }
    }

    /** The tenth seconds of this time; the first round after the start is left out, since it may find a cold gateway. */
    static Set<Instant> due(Instant begin, Instant end) {
        var due = new TreeSet<Instant>();
        for (var second = begin.getEpochSecond() + 1; second <= end.getEpochSecond(); second++) {
            if (second % PERIOD == 0) {
                due.add(Instant.ofEpochSecond(second));
            }
        }
        return due;
    }

    private Report report(Rounds rounds) {
        var report = Report.of("Polling", "What", "Figure");
        report.add("devices, pulled every %d s for %d min".formatted(PERIOD, minutes), Integer.toString(devices));
        report.add("rounds due", Integer.toString(rounds.due().size()));
        report.add(
                "fired / missed / doubled",
                "%d / %d / %d".formatted(rounds.firings(), rounds.missed(), rounds.doubled()));
        report.add("runs expected", Long.toString((long) devices * rounds.due().size()));
        rounds.states().forEach((state, count) -> report.add("runs " + state, Long.toString(count)));
        report.add("runs doubled", Long.toString(rounds.doubledRuns()));
        report.add(
                "lateness of a run: p50 / p99 / max",
                "%s / %s / %s"
                        .formatted(
                                rounds.lateness().percentile(50),
                                rounds.lateness().percentile(99),
                                rounds.lateness().max()));
        report.add(
                "a whole round: p50 / max",
                "%s / %s"
                        .formatted(
                                rounds.rounds().percentile(50), rounds.rounds().max()));
        report.note(
                "Lateness is from due to the command's dispatch; a round lasts from its due time until the last device's run has ended. The simulated vendor runs on the same machine.");
        return report;
    }
}
