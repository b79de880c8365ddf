package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.DatabaseAddress;
import io.lamplighter.bench.edge.DeviceFile;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import io.lamplighter.bench.reference.BareProcess;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "registry",
        description = "A registry of a million: import, export, reading, searching and conflicting changes.")
final class RegistryCommand extends Part {
    private static final String SERVICE = "devices-service";
    private static final String NDJSON = "application/x-ndjson";

    @Option(names = "--devices", defaultValue = "1000000", description = "how many (${DEFAULT-VALUE})")
    private long devices;

    @Option(names = "--connections", defaultValue = "64", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "10", description = "how long each is asked (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--updates", defaultValue = "10000", description = "conflicting changes (${DEFAULT-VALUE})")
    private int updates;

    @Option(names = "--keep", description = "leave the devices there (they are removed)")
    private boolean keep;

    private final String label = UUID.randomUUID().toString().substring(0, 13);

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        var database = at.database("devices");
        try {
            var bulk = bulk(at, database, progress);
            var reading = reading(at, database, progress);
            progress.step(updates + " conflicting changes");
            var conflicts = new Conflicts(at.service(SERVICE), ids(at.edge(), 100), updates).report();
            return List.of(bulk, reading, conflicts);
        } finally {
            if (!keep) {
                progress.step("removing the devices by SQL");
                var _ = database.execute("delete from device where labels @> '{\"bench\":\"" + label + "\"}'");
            }
        }
    }

    private Report bulk(Surroundings at, DatabaseAddress database, Progress progress) throws InterruptedException {
        var report = Report.of("Registry in bulk", "What", "Devices", "Time", "Rate", "Most heap in use");
        try (var heap = ServiceMetrics.watch(at.service(SERVICE))) {
            progress.step("importing " + devices + " devices through the edge");
            var start = System.nanoTime();
            var summary = imported(at.edge(), progress);
            var took = Rate.since(start, devices);
            requireAll(summary);
            add(report, "import (NDJSON, nothing there before)", took, heap);
            progress.step("waiting until all are announced");
            var lag = announced(database, progress);
            report.note(
                    "The last announcement was acknowledged %.1f s after the end of the import.".formatted(lag / 1e9));
        }
        try (var heap = ServiceMetrics.watch(at.service(SERVICE))) {
            progress.step("importing the same again");
            var start = System.nanoTime();
            var _ = imported(at.edge(), progress);
            add(report, "the same again (nothing changes)", Rate.since(start, devices), heap);
        }
        for (var form : List.of(NDJSON, "text/csv")) {
            try (var heap = ServiceMetrics.watch(at.service(SERVICE))) {
                progress.step("exporting as " + form);
                var start = System.nanoTime();
                var lines = at.edge().lines("/api/devices/export?label=bench%3A" + label, form);
                var header = form.equals(NDJSON) ? 0 : 1;
                add(report, "export as " + form, Rate.since(start, lines - header), heap);
            }
        }
        report.note("Through the edge, as streams. The heap of the service is looked at twice a second.");
        return report;
    }

    private JsonNode imported(Edge edge, Progress progress) throws InterruptedException {
        var file = new DeviceFile(label, devices, false);
        var ticker = Thread.ofVirtual().start(() -> tick(file, progress));
        try {
            return edge.upload("/api/devices/import", NDJSON, file).path("summary");
        } finally {
            ticker.interrupt();
        }
    }

    private static void tick(DeviceFile file, Progress progress) {
        try {
            while (true) {
                Thread.sleep(5000);
                progress.tick("%,d sent"::formatted, file.made());
            }
        } catch (InterruptedException done) {
            // all is sent
        }
    }

    private void requireAll(JsonNode summary) {
        if (summary.path("created").asLong() != devices) {
            throw new BenchException("%,d devices were sent, but the summary is %s".formatted(devices, summary));
        }
    }

    private static void add(Report report, String what, Rate rate, ServiceMetrics heap) {
        report.add(what, "%,d".formatted(rate.count()), rate.took(), rate.text(), heap.mostHeap());
    }

    /** How long it takes until nothing waits to be announced, in nanoseconds. */
    private static long announced(DatabaseAddress database, Progress progress) throws InterruptedException {
        var start = System.nanoTime();
        while (true) {
            var waiting = database.number("select count(*) from device_change");
            if (waiting == 0) {
                return System.nanoTime() - start;
            }
            progress.tick("%,d not announced yet"::formatted, waiting);
            if (System.nanoTime() - start > 600_000_000_000L) {
                throw new BenchException("%,d devices are not announced after ten minutes".formatted(waiting));
            }
            Thread.sleep(200);
        }
    }

    private Report reading(Surroundings at, DatabaseAddress database, Progress progress) throws InterruptedException {
        var report = Report.of("Registry: reading", "What", "Rate", "p50", "p99", "max", "Against the bare reference");
        var service = at.service(SERVICE);
        var ids = ids(at.edge(), 1000);
        try (var bare = BareProcess.start(database)) {
            progress.step("reading by id, the bare reference");
            var before = read(bare.url(), ids);
            progress.step("reading by id");
            var direct = read(service, ids);
            progress.step("reading by id, the bare reference again");
            var after = read(bare.url(), ids);
            var best = before.rate().perSecond() > after.rate().perSecond() ? before : after;
            best.into(report, "by id: Vert.x + reactive client, SELECT by key", best.rate());
            direct.into(report, "by id: devices-service", best.rate());
            progress.step("reading by id through the edge");
            read(at.edge().url(), ids).into(report, "by id: devices-service through the edge", best.rate());
        }
        progress.step("searching by label and room");
        search(service, 1).into(report, "first page by label and room, one at a time", null);
        search(service, 16).into(report, "first page by label and room, 16 at once", null);
        report.note(
                ("%d connections where nothing else is said, %d s each, %,d devices. The reference is a Vert.x HTTP server"
                                + " with the reactive PostgreSQL client in a process with the options of the service's; it is what"
                                + " Quarkus stands on, with nothing above it. The faster of one run before and one after counts.")
                        .formatted(connections, seconds, devices));
        report.note("The asking side is on the same processors: a latency at full load is mostly waiting for them.");
        return report;
    }

    private Asked read(URI url, List<String> ids) throws InterruptedException {
        var requests = ids.stream().map(id -> Wire.get("/api/devices/" + id)).toList();
        return Asked.over(url, connections, seconds, number -> requests.get((int) (number % requests.size())));
    }

    private Asked search(URI url, int atOnce) throws InterruptedException {
        return Asked.over(
                url,
                atOnce,
                seconds,
                number -> Wire.get("/api/devices?limit=100&label=bench%3A" + label + "&label=room%3A"
                        + DeviceFile.room(number * 31)));
    }

    private List<String> ids(Edge edge, int count) throws InterruptedException {
        return edge.get("/api/devices?limit=%d&label=bench%%3A%s".formatted(count, label))
                .path("items")
                .valueStream()
                .map(device -> device.path("id").asText())
                .toList();
    }
}
