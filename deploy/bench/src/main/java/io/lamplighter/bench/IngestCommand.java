package io.lamplighter.bench;

import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsDatabase;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description =
                "Observations per second through HTTP and Kafka into PostgreSQL, beside COPY into the same table.")
final class IngestCommand extends Part {
    private static final int BURST = 4;

    @Option(names = "--observations", defaultValue = "600000", description = "how many (${DEFAULT-VALUE})")
    private long observations;

    @Option(names = "--batch", defaultValue = "1000", description = "how many in each request (${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--connections", defaultValue = "4", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--devices", defaultValue = "100", description = "of how many devices (${DEFAULT-VALUE})")
    private int devices;

    @Option(
            names = "--singles",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "how long single observations are sent at 64 connections (${DEFAULT-VALUE})")
    private int singles;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "http,burst,topic,singles",
            description = "some of http, burst, topic and singles (${DEFAULT-VALUE})")
    private Set<String> parts;

    @Option(
            names = "--warm-up",
            defaultValue = "600000",
            paramLabel = "OBSERVATIONS",
            description = "how many are sent beforehand and not counted, half of them in requests (${DEFAULT-VALUE})")
    private long warmUp;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (observations < 1 || batch < 1 || connections < 1 || devices < 1) {
            throw new BenchException("--observations, --batch, --connections and --devices must be at least 1");
        }
        var report = Report.of("Ingest", "What", "Observations", "Time", "Rate", "Against COPY");
        try (var database = at.observations()) {
            warmUp(at, database, progress);
            progress.step("COPY of " + observations + " rows, the reference");
            var before = copied(database);
            var ways = new IngestWays(at.edge(), database, progress, batch);
            var sent = ways(at, ways);
            progress.step("COPY again");
            var after = copied(database);
            var copy = before.nanos() < after.nanos() ? before : after;
            sent.forEach(way -> way.into(report, copy));
            report.add("COPY into the same table", "%,d".formatted(observations), copy.took(), copy.text(), "1.00");
        }
        report.note("Arrays of %,d over %d connections (the burst over %d), %d devices with 5 series each."
                .formatted(batch, connections, BURST * connections, devices));
        report.note(
                "Rows stored equal observations accepted, in each way. The time to queryable runs from the first request and is known to 0.2 s; COPY is the faster of one before and one after. The sender runs on the same machine.");
        return List.of(report);
    }

    // A service is compiled while it works; what it does in its first minutes says little about the years after them.
    private void warmUp(Surroundings at, ObservationsDatabase database, Progress progress) throws InterruptedException {
        if (warmUp < 2) {
            return;
        }
        var ways = new IngestWays(at.edge(), database, progress, batch);
        var _ = with(at.edge(), warmUp / 2, plan -> ways.http("not counted: ", plan, connections));
        var _ = with(at.edge(), warmUp / 2, plan -> ways.topic(at.kafka(), plan));
    }

    private List<IngestWays.Sent> ways(Surroundings at, IngestWays ways) throws InterruptedException {
        var sent = new java.util.ArrayList<IngestWays.Sent>();
        if (parts.contains("http")) {
            sent.add(with(at.edge(), observations, plan -> ways.http("", plan, connections)));
        }
        if (parts.contains("burst")) {
            sent.add(with(at.edge(), observations, plan -> ways.http("in a burst: ", plan, BURST * connections)));
        }
        if (parts.contains("topic")) {
            sent.add(with(at.edge(), observations, plan -> ways.topic(at.kafka(), plan)));
        }
        if (parts.contains("singles")) {
            sent.add(with(at.edge(), observations, plan -> ways.singles(plan, singles)));
        }
        return sent;
    }

    private interface Way {
        IngestWays.Sent send(ObservationPlan plan) throws InterruptedException;
    }

    private IngestWays.Sent with(Edge edge, long count, Way way) throws InterruptedException {
        try (var fleet = Fleet.simulated(edge, devices)) {
            return way.send(ObservationPlan.of(fleet.ids(), count, Instant.now()));
        }
    }

    private Rate copied(ObservationsDatabase database) {
        // The ids matter to requests only: copied rows are of series of their own.
        var nobody = java.util.Collections.nCopies(devices, "");
        var plan = ObservationPlan.of(nobody, observations, Instant.now());
        return database.copy(plan.copied(), plan.base(), plan.end());
    }
}
