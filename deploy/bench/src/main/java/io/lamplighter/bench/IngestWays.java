package io.lamplighter.bench;

import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.ObservationsDatabase;
import io.lamplighter.bench.edge.ObservationsTopic;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The ways in which observations come in; each waits until all are stored, and fails when more or fewer are. */
final class IngestWays {
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final int CONNECTIONS_OF_SINGLES = 64;

    private final Edge edge;
    private final ObservationsDatabase database;
    private final Progress progress;
    private final int batch;

    IngestWays(Edge edge, ObservationsDatabase database, Progress progress, int batch) {
        this.edge = edge;
        this.database = database;
        this.progress = progress;
        this.batch = batch;
    }

    /** What came of one way. */
    record Sent(String acceptance, Rate accepted, String storage, Rate queryable, String note) {
        void into(Report report, Rate copy) {
            add(report, acceptance, accepted, copy);
            add(report, storage, queryable, copy);
            report.note(note);
        }

        private static void add(Report report, String what, Rate rate, Rate copy) {
            report.add(what, "%,d".formatted(rate.count()), rate.took(), rate.text(), rate.ratioTo(copy));
        }
    }

    /** Arrays over HTTP. */
    Sent http(String how, ObservationPlan plan, int connections) throws InterruptedException {
        progress.step(how + "sending " + plan.count() + " observations");
        var busy = new AtomicLong();
        var sent = new AtomicLong();
        var latencies = new Latencies();
        var start = System.nanoTime();
        Load.pieces((plan.count() + batch - 1) / batch, connections, number -> {
            var from = number * batch;
            var to = Math.min(plan.count(), from + batch);
            var body = plan.request(from, to);
            var began = System.nanoTime();
            busy.addAndGet(edge.postPatiently("/api/observations", body));
            latencies.recordNanos(System.nanoTime() - began);
            progress.tick("%,d accepted"::formatted, sent.addAndGet(to - from));
        });
        var accepted = Rate.since(start, plan.count());
        return new Sent(
                how + "accepted over HTTP",
                accepted,
                how + "stored and queryable",
                stored(plan, plan.count(), start),
                "%sa request of %,d took p50 %s, p99 %s; %d were told to come again."
                        .formatted(how, batch, latencies.percentile(50), latencies.percentile(99), busy.get()));
    }

    /** Records on the topic, as the service itself writes them for arrays. */
    Sent topic(String bootstrapServers, ObservationPlan plan) throws InterruptedException {
        progress.step("putting " + plan.count() + " observations on the topic");
        var start = System.nanoTime();
        try (var topic = new ObservationsTopic(bootstrapServers)) {
            for (var from = 0L; from < plan.count(); ) {
                from = record(topic, plan, from);
                progress.tick("%,d on the topic"::formatted, from);
            }
        }
        var accepted = Rate.since(start, plan.count());
        return new Sent(
                "straight from the topic: put there",
                accepted,
                "straight from the topic: stored and queryable",
                stored(plan, plan.count(), start),
                "On the topic a record holds up to 100 observations of one device.");
    }

    private static long record(ObservationsTopic topic, ObservationPlan plan, long from) {
        var device = plan.device(from);
        var observations = new StringBuilder();
        var to = from;
        while (to < plan.count() && to < from + 100 && plan.device(to) == device) {
            observations.append(to == from ? "" : ",").append(plan.inRecord(to++));
        }
        topic.send(plan.devices().get(device), observations.toString());
        return to;
    }

    /** One observation in each request. */
    Sent singles(ObservationPlan plan, int seconds) throws InterruptedException {
        progress.step("sending single observations over %d connections".formatted(CONNECTIONS_OF_SINGLES));
        var endless =
                new ObservationPlan(plan.devices(), Long.MAX_VALUE, plan.base().minusSeconds(86_400));
        var start = System.nanoTime();
        var asked = Asked.exactly(
                edge.url(),
                CONNECTIONS_OF_SINGLES,
                seconds,
                number -> Wire.post("/api/observations", endless.single(number)));
        return new Sent(
                "one by one, %d connections: accepted over HTTP".formatted(CONNECTIONS_OF_SINGLES),
                asked.rate(),
                "one by one: stored and queryable",
                stored(endless, asked.rate().count(), start),
                "One by one: p50 %s, p99 %s; %d were told to come again."
                        .formatted(
                                asked.latencies().percentile(50),
                                asked.latencies().percentile(99),
                                asked.busy()));
    }

    private Rate stored(ObservationPlan plan, long count, long start) throws InterruptedException {
        await(count, () -> database.aboutCountOf(plan.devices(), plan.base()));
        await(count, () -> database.countOf(plan.devices()));
        var queryable = Rate.since(start, count);
        Thread.sleep(1000);
        var stored = database.countOf(plan.devices());
        if (stored != count) {
            throw new BenchException("%,d were accepted, but %,d are stored".formatted(count, stored));
        }
        return queryable;
    }

    private void await(long count, LongSupplier counting) throws InterruptedException {
        var stored = counting.getAsLong();
        var changed = System.nanoTime();
        while (stored < count) {
            if (System.nanoTime() - changed > LONGEST_STANDSTILL.toNanos()) {
                throw new BenchException(
                        "%,d of %,d accepted observations are stored, and no more come".formatted(stored, count));
            }
            Thread.sleep(200);
            var now = counting.getAsLong();
            if (now != stored) {
                changed = System.nanoTime();
            }
            stored = now;
            progress.tick("%,d stored"::formatted, stored);
        }
    }
}
