package io.lamplighter.bench;

import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.OwnLamplighter;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "soak",
        description =
                "Starts a Lamplighter of its own, ends its parts by force during ingest, and compares what is stored.")
final class SoakCommand extends Part {
    private static final Duration LONGEST_RETURN = Duration.ofMinutes(3);

    @Option(names = "--kills", defaultValue = "9", description = "how many (${DEFAULT-VALUE})")
    private int kills;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "observations-service,postgresql,kafka",
            description = "which parts, in turn (${DEFAULT-VALUE})")
    private List<String> parts;

    @Option(
            names = "--between",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "of ingest before each (${DEFAULT-VALUE})")
    private int between;

    @Option(names = "--senders", defaultValue = "4", description = "requests at once (${DEFAULT-VALUE})")
    private int senders;

    @Option(
            names = "--port",
            defaultValue = "9460",
            description = "of its own Lamplighter, with the next eight (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--data-of-its-own",
            paramLabel = "DIR",
            description = "where it keeps its data (a temporary folder, removed)")
    private Path folder;

    @Override
    boolean isOfWhatRuns() {
        return false;
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        progress.step("starting a Lamplighter of its own on port " + port);
        try (var own = OwnLamplighter.start(at.home(), port, folder)) {
            return List.of(soak(own, progress));
        }
    }

    private Report soak(OwnLamplighter own, Progress progress) throws InterruptedException, IOException {
        var returns = new Latencies();
        var edge = new Edge(own.url());
        var base = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
        try (var fleet = Fleet.simulated(edge, senders);
                var sending = new Sending(own.url(), fleet.ids(), base)) {
            for (var kill = 0; kill < kills; kill++) {
                var part = parts.get(kill % parts.size());
                sending.ingestFor(Duration.ofSeconds(between));
                progress.step("kill %d of %d: %s; %,d accepted".formatted(kill + 1, kills, part, sending.accepted()));
                var began = System.nanoTime();
                own.kill(part);
                own.awaitBack(part, LONGEST_RETURN);
                sending.awaitProgress(LONGEST_RETURN);
                returns.recordNanos(System.nanoTime() - began);
            }
            sending.ingestFor(Duration.ofSeconds(between));
            sending.stop();
            progress.step("%,d accepted; waiting until all are stored".formatted(sending.accepted()));
            return report(
                    new Comparison(own.database(), fleet.ids(), sending.acceptedOfEach(), base).await(progress),
                    sending,
                    returns);
        }
    }

    private Report report(Comparison.Result result, Sending sending, Latencies returns) {
        if (!result.isExact()) {
            throw new BenchException("What is stored is not what was accepted: " + result);
        }
        var report = Report.of("Soak", "What", "Figure");
        report.add("kills (SIGKILL), in turn of " + String.join(", ", parts), Integer.toString(kills));
        report.add("accepted", "%,d".formatted(sending.accepted()));
        report.add("requests refused or broken, and sent again", "%,d".formatted(sending.repeated()));
        report.add("stored / missing / doubled / different", result.toString());
        report.add(
                "from the kill until ingest went on: p50 / max",
                "%s / %s".formatted(returns.percentile(50), returns.max()));
        report.note(
                "What was not answered as accepted was sent again until it was. Every row is compared with what was sent: device, time and value.");
        return report;
    }
}
