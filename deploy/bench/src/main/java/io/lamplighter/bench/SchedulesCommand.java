package io.lamplighter.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.Topic;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Load;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "schedules",
        description =
                "Many schedules, a firing rate that is kept for minutes: what was missed, doubled and late on the topic.")
final class SchedulesCommand extends Part {
    private static final int AT_ONCE = 16;
    private static final int LAST_FIRINGS = 20;

    @Option(names = "--schedules", defaultValue = "10000", description = "how many (${DEFAULT-VALUE})")
    private int schedules;

    @Option(names = "--firings", defaultValue = "100", description = "a second, of all together (${DEFAULT-VALUE})")
    private int firings;

    @Option(names = "--minutes", defaultValue = "2", description = "for how long (${DEFAULT-VALUE})")
    private int minutes;

    @Option(names = "--targets", defaultValue = "100", description = "devices of the simulator (${DEFAULT-VALUE})")
    private int targets;

    private final String label = UUID.randomUUID().toString().substring(0, 13);
    private final ConcurrentMap<Integer, String> ids = new ConcurrentHashMap<>();

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (schedules < 1 || firings < 1 || schedules % firings != 0) {
            throw new BenchException("--schedules must be a multiple of --firings, and both at least 1");
        }
        var edge = at.edge();
        var service = at.service("interactions-service");
        var removal = new Thread(() -> remove(edge));
        Runtime.getRuntime().addShutdownHook(removal);
        try (var fleet = Fleet.enabled(edge, targets);
                var heap = ServiceMetrics.watch(service)) {
            // Every schedule is there before the first one is due.
            var first = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(30 + schedules / 400);
            var firingsSeen = new Firings(first, schedules, firings, minutes * 60L);
            try (var _ = new Topic(at.kafka(), "commands", record -> firingsSeen.take(record, label))) {
                progress.step("making " + schedules + " schedules");
                make(at, fleet, first, progress);
                watch(firingsSeen, first, progress);
            }
            return List.of(report(firingsSeen, heap));
        } finally {
            progress.step("removing the schedules");
            remove(edge);
        }
    }

    private void make(Surroundings at, Fleet fleet, Instant first, Progress progress) throws InterruptedException {
        var wires = ThreadLocal.withInitial(() -> new Wire(at.service("interactions-service")));
        var began = Instant.now();
        Load.pieces(schedules, AT_ONCE, number -> {
            var wire = wires.get();
            var status = wire.ask(Wire.post("/api/schedules", schedule((int) number, fleet, first)));
            if (status != 201) {
                throw new BenchException("A schedule was answered %d: %.500s".formatted(status, wire.body()));
            }
            ids.put((int) number, wire.body().replaceFirst("(?s).*?\"id\" *: *\"([^\"]*)\".*", "$1"));
            progress.tick("%,d made"::formatted, ids.size());
        });
        if (Instant.now().isAfter(first)) {
            throw new BenchException("Making the schedules took %d s, longer than planned; try fewer"
                    .formatted(Duration.between(began, Instant.now()).toSeconds()));
        }
    }

    private String schedule(int number, Fleet fleet, Instant first) {
        var request = JsonNodeFactory.instance.objectNode();
        request.put("name", "bench " + label + " " + number).put("task", "pull_status");
        request.put("rate", "PT" + schedules / firings + "S")
                .put("startAt", Firings.startOf(first, number, firings).toString());
        request.putObject("target")
                .putArray("devices")
                .add(fleet.ids().get(number % fleet.ids().size()));
        return request.toString();
    }

    private void watch(Firings seen, Instant first, Progress progress) throws InterruptedException {
        var end = first.plusSeconds(minutes * 60L + LAST_FIRINGS);
        for (var now = Instant.now(); now.isBefore(end); now = Instant.now()) {
            progress.tick("%,d firings seen"::formatted, seen.count());
            Thread.sleep(5000);
        }
    }

    private Report report(Firings seen, ServiceMetrics heap) {
        var report = Report.of("Schedules", "What", "Figure");
        report.add("schedules", "%,d".formatted(schedules));
        report.add("firings a second, for %d min".formatted(minutes), "%,d".formatted(firings));
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

    private void remove(Edge edge) {
        var left = List.copyOf(ids.values());
        ids.clear();
        try {
            Load.pieces(left.size(), AT_ONCE, number -> edge.delete("/api/schedules/" + left.get((int) number)));
        } catch (BenchException failure) {
            System.err.println("... schedules named bench " + label + " are left over: " + failure.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
