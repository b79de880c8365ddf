package io.lamplighter.bench;

import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsDatabase;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ingest",
        description =
                "Observations per second through HTTP and Kafka into PostgreSQL, beside COPY into the same table.")
final class IngestCommand extends Part {
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);

    @Option(names = "--observations", defaultValue = "600000", description = "how many (${DEFAULT-VALUE})")
    private long observations;

    @Option(names = "--batch", defaultValue = "1000", description = "how many in each request (${DEFAULT-VALUE})")
    private int batch;

    @Option(names = "--connections", defaultValue = "4", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--devices", defaultValue = "100", description = "of how many devices (${DEFAULT-VALUE})")
    private int devices;

    /** What came of sending. */
    private record Sent(Rate accepted, Rate queryable, Latencies requests, long busy) {}

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (observations < 1 || batch < 1 || connections < 1 || devices < 1) {
            throw new BenchException("--observations, --batch, --connections and --devices must be at least 1");
        }
        var edge = at.edge();
        try (var database = at.observations();
                var fleet = Fleet.simulated(edge, devices)) {
            var plan = ObservationPlan.of(fleet.ids(), observations, Instant.now());
            var rows = plan.copied();
            progress.step("COPY of " + observations + " rows, the reference");
            var before = database.copy(rows);
            var sent = send(edge, database, plan, progress);
            progress.step("COPY again");
            var after = database.copy(rows);
            return List.of(report(sent, before.nanos() < after.nanos() ? before : after));
        }
    }

    private Sent send(Edge edge, ObservationsDatabase database, ObservationPlan plan, Progress progress)
            throws InterruptedException {
        progress.step("sending " + observations + " observations");
        var busy = new AtomicLong();
        var sent = new AtomicLong();
        var latencies = new Latencies();
        var start = System.nanoTime();
        Load.pieces((observations + batch - 1) / batch, connections, number -> {
            var from = number * batch;
            var to = Math.min(observations, from + batch);
            var body = plan.request(from, to);
            var began = System.nanoTime();
            busy.addAndGet(edge.postPatiently("/api/observations", body));
            latencies.recordNanos(System.nanoTime() - began);
            progress.tick("%,d accepted"::formatted, sent.addAndGet(to - from));
        });
        var accepted = Rate.since(start, observations);
        awaitStored(database, plan.devices(), progress);
        var queryable = Rate.since(start, observations);
        requireExact(database, plan.devices());
        return new Sent(accepted, queryable, latencies, busy.get());
    }

    private void awaitStored(ObservationsDatabase database, List<String> ids, Progress progress)
            throws InterruptedException {
        var stored = database.countOf(ids);
        var changed = System.nanoTime();
        while (stored < observations) {
            if (System.nanoTime() - changed > LONGEST_STANDSTILL.toNanos()) {
                throw new BenchException("%,d of %,d accepted observations are stored, and no more come"
                        .formatted(stored, observations));
            }
            Thread.sleep(200);
            var now = database.countOf(ids);
            if (now != stored) {
                changed = System.nanoTime();
            }
            stored = now;
            progress.tick("%,d stored"::formatted, stored);
        }
    }

    private void requireExact(ObservationsDatabase database, List<String> ids) throws InterruptedException {
        Thread.sleep(1000);
        var stored = database.countOf(ids);
        if (stored != observations) {
            throw new BenchException("%,d were accepted, but %,d are stored".formatted(observations, stored));
        }
    }

    private Report report(Sent sent, Rate copy) {
        var report = Report.of("Ingest", "What", "Observations", "Time", "Rate", "Against COPY");
        var count = "%,d".formatted(observations);
        report.add(
                "accepted over HTTP",
                count,
                sent.accepted().took(),
                sent.accepted().text(),
                sent.accepted().ratioTo(copy));
        report.add(
                "stored and queryable",
                count,
                sent.queryable().took(),
                sent.queryable().text(),
                sent.queryable().ratioTo(copy));
        report.add("COPY into the same table", count, copy.took(), copy.text(), "1.00");
        report.note(
                "Arrays of %,d over %d connections, %,d devices with 5 series each; a request took p50 %s, p99 %s; %d were told to come again."
                        .formatted(
                                batch,
                                connections,
                                devices,
                                sent.requests().percentile(50),
                                sent.requests().percentile(99),
                                sent.busy()));
        report.note(
                "Rows stored equal observations accepted. The time to queryable runs from the first request and is known to 0.2 s; COPY is the faster of one before and one after. The sender runs on the same machine.");
        return report;
    }
}
