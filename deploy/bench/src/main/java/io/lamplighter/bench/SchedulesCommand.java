package io.lamplighter.bench;

import io.lamplighter.bench.edge.DatabaseAddress;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ReplicaProcess;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.Topic;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "schedules",
        description =
                "Many schedules, a firing rate that is kept for minutes: what was missed, doubled and late on the topic.")
final class SchedulesCommand extends Part {
    private static final String SERVICE = "interactions-service";
    private static final int LEAD = 15;
    private static final int LAST_FIRINGS = 20;

    @Option(names = "--schedules", defaultValue = "10000", description = "how many (${DEFAULT-VALUE})")
    private int schedules;

    @Option(names = "--firings", defaultValue = "100", description = "a second, of all together (${DEFAULT-VALUE})")
    private int firings;

    @Option(names = "--seconds", defaultValue = "120", description = "for how long (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--replicas",
            defaultValue = "1",
            description = "processes of interactions-service, the one that runs included (${DEFAULT-VALUE})")
    private int replicas;

    @Option(names = "--targets", defaultValue = "100", description = "devices of the simulator (${DEFAULT-VALUE})")
    private int targets;

    private final String label = UUID.randomUUID().toString().substring(0, 13);

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (schedules < 1 || firings < 1 || schedules % firings != 0) {
            throw new BenchException("--schedules must be a multiple of --firings, and both at least 1");
        }
        if ((long) seconds * firings < schedules) {
            throw new BenchException("--seconds must be long enough for each schedule to fire");
        }
        var database = at.database("interactions");
        var others = new ArrayList<ReplicaProcess>();
        try (var fleet = Fleet.enabled(at.edge(), targets);
                var heap = ServiceMetrics.watch(at.service(SERVICE))) {
            for (var replica = 1; replica < replicas; replica++) {
                progress.step("starting replica " + (replica + 1));
                others.add(
                        ReplicaProcess.start(at.home(), SERVICE, database, at.kafka(), at.service("devices-service")));
            }
            return List.of(report(measured(at, fleet, database, progress), heap));
        } finally {
            others.forEach(ReplicaProcess::close);
            progress.step("removing the schedules and what they did, by SQL");
            remove(database);
        }
    }

    private Firings measured(Surroundings at, Fleet fleet, DatabaseAddress database, Progress progress)
            throws InterruptedException {
        var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(LEAD + schedules / 10_000);
        var seen = new Firings(first, schedules, firings, seconds);
        try (var _ = new Topic(at.kafka(), "commands", record -> seen.take(record, label))) {
            progress.step("making " + schedules + " schedules by SQL");
            make(database, fleet, first);
            watch(seen, first, progress);
        }
        return seen;
    }

    private void make(DatabaseAddress database, Fleet fleet, Instant first) {
        var period = schedules * 1000L / firings;
        var at = "timestamptz '%s' + (n * 1000 / %d) * interval '1 ms'".formatted(first, firings);
        var devices = "'{%s}'::text[]".formatted(String.join(",", fleet.ids()));
        var sql = """
            insert into schedules (id, name, rate_ms, anchor_at, time_zone, task, target, arguments, timeout_ms, misfire,
                                   overlap, enabled, next_at, created_at, updated_at, updated_by, version)
            select uuidv7(), 'bench %s ' || n, %d, %s, 'UTC', 'pull_status',
                   jsonb_build_object('devices', jsonb_build_array((%s)[1 + n %% %d])), '{}', 10000, 'all',
                   'skip', true, %s, now(), now(), 'bench', 1
            from generate_series(0, %d) n
            """.formatted(label, period, at, devices, fleet.ids().size(), at, schedules - 1);
        var made = database.execute(sql);
        var _ = database.execute("analyze schedules");
        if (made != schedules || Instant.now().isAfter(first)) {
            throw new BenchException("%d schedules were made, the last at %s; the first was due at %s"
                    .formatted(made, Instant.now(), first));
        }
    }

    private void watch(Firings seen, Instant first, Progress progress) throws InterruptedException {
        var end = first.plusSeconds(seconds + LAST_FIRINGS);
        for (var now = Instant.now(); now.isBefore(end); now = Instant.now()) {
            progress.tick("%,d firings seen"::formatted, seen.count());
            Thread.sleep(5000);
        }
    }

    private Report report(Firings seen, ServiceMetrics heap) {
        var report = Report.of("Schedules", "What", "Figure");
        report.add("schedules", "%,d".formatted(schedules));
        report.add("firings a second, for %d s by %d replicas".formatted(seconds, replicas), "%,d".formatted(firings));
        report.add(
                "due / seen / missed / doubled / early",
                "%,d / %,d / %,d / %,d / %,d"
                        .formatted(seen.due(), seen.once(), seen.missed(), seen.doubled(), seen.early()));
        report.add(
                "lateness on the topic: p50 / p99 / max",
                "%s / %s / %s"
                        .formatted(
                                seen.lateness().percentile(50),
                                seen.lateness().percentile(99),
                                seen.lateness().max()));
        report.add("most heap in use of interactions-service", heap.mostHeap());
        report.note(
                "Counted on the topic commands by the run's schedule and the time that it carries: lateness is from due to the record's time there, to the millisecond. Each schedule has one device of the simulator as its target.");
        return report;
    }

    /** Rows that are just being fired are locked: they are left out, and found with the next try. */
    private void remove(DatabaseAddress database) throws InterruptedException {
        var ours = "select id from schedules where name like 'bench " + label + " %'";
        var left = 1L;
        while (left > 0) {
            var _ = database.execute("delete from schedules where id in (" + ours + " for update skip locked)");
            left = database.number("select count(*) from (" + ours + ") s");
            Thread.sleep(200);
        }
        var open = "select count(*) from interactions where ended_at is null and requested_by like 'schedule:bench "
                + label + " %'";
        while (database.number(open) > 0) {
            Thread.sleep(500);
        }
        var _ = database.execute("delete from interactions where requested_by like 'schedule:bench " + label + " %'");
    }
}
