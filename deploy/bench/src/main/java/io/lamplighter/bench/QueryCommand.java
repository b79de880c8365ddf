package io.lamplighter.bench;

import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsDatabase;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "query",
        description = "Newest values and hourly aggregates per second, beside a bare SELECT 1 over JDBC.")
final class QueryCommand extends Part {
    private static final int DEVICES = 20;
    private static final int OBSERVATIONS = 100_000;
    private static final int BATCH = 1000;
    private static final int LEAST_ANSWER = 60;
    /** PostgreSQL keeps a process for each, and the services need theirs. */
    private static final int MOST_REFERENCE_CONNECTIONS = 16;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Option(names = "--connections", defaultValue = "16", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "10", description = "how long each is asked (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        var edge = at.edge();
        try (var database = at.observations();
                var fleet = Fleet.simulated(edge, DEVICES)) {
            var plan = ObservationPlan.of(fleet.ids(), OBSERVATIONS, Instant.now());
            store(edge, database, plan, progress);
            var report = Report.of("Queries", "What", "Rate", "p50", "p99", "max", "Against SELECT 1");
            var reference = new Latencies();
            progress.step("SELECT 1, the reference");
            var bare = selectOne(database, reference);
            for (var question : questions(plan)) {
                progress.step(question.what());
                ask(edge, question).into(report, question.what(), bare);
            }
            new Asked(bare, reference, 0).into(report, "SELECT 1 over JDBC", bare);
            report.note(
                    "%d connections, %d s each; of %d devices with %,d observations. The asking side runs on the same machine."
                            .formatted(connections, seconds, DEVICES, OBSERVATIONS));
            return List.of(report);
        }
    }

    /** A path to ask for; {@code %s} in it is a device. */
    private record Question(String what, String path, List<String> devices) {
        String of(long number) {
            return path.formatted(devices.get((int) (number % devices.size())));
        }
    }

    private static List<Question> questions(ObservationPlan plan) {
        var from = plan.base();
        var aggregate =
                "/api/observations/aggregate?device=%%s&name=temperature&from=%s&to=%s&bucket=PT1H&functions=avg,min,max"
                        .formatted(from, from.plus(Duration.ofDays(1)));
        return List.of(
                new Question("newest values of a device", "/api/observations/latest?device=%s", plan.devices()),
                new Question("hourly aggregate of a series", aggregate, plan.devices()));
    }

    private Asked ask(Edge edge, Question question) throws InterruptedException {
        return Asked.over(
                edge.url(),
                connections,
                seconds,
                number -> Wire.get(question.of(number)),
                answer -> answer.length() > LEAST_ANSWER);
    }

    private Rate selectOne(ObservationsDatabase database, Latencies latencies) throws InterruptedException {
        var open = new ArrayList<Connection>();
        var most = Math.min(connections, MOST_REFERENCE_CONNECTIONS);
        try {
            for (var number = 0; number < most; number++) {
                open.add(database.another());
            }
            var idle = new ArrayBlockingQueue<>(most, false, open);
            return Load.seconds(seconds, most, number -> selectOne(idle, latencies));
        } catch (SQLException failure) {
            throw new BenchException("The reference connections cannot be opened", failure);
        } finally {
            open.forEach(QueryCommand::close);
        }
    }

    private static void selectOne(ArrayBlockingQueue<Connection> idle, Latencies latencies)
            throws SQLException, InterruptedException {
        var connection = idle.take();
        var began = System.nanoTime();
        try (var statement = connection.prepareStatement("select 1");
                var rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new BenchException("SELECT 1 answered nothing");
            }
        } finally {
            idle.add(connection);
        }
        latencies.recordNanos(System.nanoTime() - began);
    }

    private static void store(Edge edge, ObservationsDatabase database, ObservationPlan plan, Progress progress)
            throws InterruptedException {
        progress.step("storing " + OBSERVATIONS + " observations to ask for");
        Load.pieces(OBSERVATIONS / BATCH, 2, number -> {
            var _ = edge.postPatiently("/api/observations", plan.request(number * BATCH, (number + 1) * BATCH));
        });
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (database.countOf(plan.devices()) < OBSERVATIONS) {
            if (System.nanoTime() > end) {
                throw new BenchException("The observations to ask for are not stored");
            }
            Thread.sleep(200);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException gone) {
            // it was of no use any more
        }
    }
}
