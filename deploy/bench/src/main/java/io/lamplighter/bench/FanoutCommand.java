package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.DeviceFile;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.Topic;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "fanout",
        description =
                "One interaction over a fleet: how fast its commands are on the topic, and until every run has ended.")
final class FanoutCommand extends Part {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** To count the runs of an interaction costs more the more there are: asked more often it would be what is measured. */
    private static final Duration EVERY = Duration.ofMillis(500);

    private static final String SERVICE = "interactions-service";

    @Option(names = "--devices", defaultValue = "100000", description = "of the one interaction (${DEFAULT-VALUE})")
    private int devices;

    @Option(
            names = "--fleet",
            paramLabel = "LABEL",
            description =
                    "devices that have the label bench:LABEL already, instead of new ones that are removed afterwards")
    private String fleet;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        if (fleet != null) {
            return List.of(fanout(at, fleet, progress));
        }
        var label = UUID.randomUUID().toString().substring(0, 13);
        try {
            progress.step("registering " + devices + " devices of the simulator");
            var _ = at.edge()
                    .upload("/api/devices/import", "application/x-ndjson", new DeviceFile(label, devices, true));
            return List.of(fanout(at, label, progress));
        } finally {
            progress.step("removing the devices by SQL");
            var _ = at.database("devices")
                    .execute("delete from device where labels @> '{\"bench\":\"" + label + "\"}'");
        }
    }

    private Report fanout(Surroundings at, String label, Progress progress) throws InterruptedException {
        var report = Report.of("One interaction over a fleet", "What", "Runs", "Time", "Rate", "Most heap in use");
        var commands = new Commands();
        var edge = at.edge();
        try (var heap = ServiceMetrics.watch(at.service(SERVICE));
                var _ = new Topic(at.kafka(), "commands", commands::take)) {
            progress.step("asking for pull_status of all of them");
            var start = System.nanoTime();
            var id = edge.post("/api/interactions", pull(label)).path("id").asText();
            await(
                    () -> commands.devicesOf(id) >= devices,
                    () -> commands.devicesOf(id),
                    "%,d commands on the topic",
                    progress);
            var sent = Rate.since(start, devices);
            progress.step("all on the topic after " + sent.took() + "; waiting until every run has ended");
            report.add(row("all commands on the topic", sent, heap));
            var counts = ended(edge, id, progress);
            report.add(row("every run ended: " + counts, Rate.since(start, devices), heap));
            report.note("%,d devices of the in-memory simulator; %d commands came twice."
                    .formatted(devices, commands.doubledOf(id)));
        }
        return report;
    }

    private static String pull(String label) {
        var request =
                JsonNodeFactory.instance.objectNode().put("task", "pull_status").put("timeout", "PT5M");
        request.putObject("target").putObject("selector").putObject("labels").put("bench", label);
        return request.toString();
    }

    private static String ended(Edge edge, String id, Progress progress) throws InterruptedException {
        var interaction = new JsonNode[1];
        await(
                () -> {
                    interaction[0] = edge.get("/api/interactions/" + id);
                    return !"running".equals(interaction[0].path("state").asText());
                },
                () -> interaction[0].path("runs").path("succeeded").asLong(),
                "%,d succeeded",
                progress);
        return interaction[0].path("runs").toString().replaceAll("[{}\"]", "");
    }

    private interface Check {
        boolean holds() throws InterruptedException;
    }

    private static void await(Check check, java.util.function.LongSupplier far, String how, Progress progress)
            throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new BenchException(
                        "After %s there are only ".formatted(PATIENCE) + how.formatted(far.getAsLong()));
            }
            progress.tick(how::formatted, far.getAsLong());
            Thread.sleep(EVERY.toMillis());
        }
    }

    private static String[] row(String what, Rate rate, ServiceMetrics heap) {
        return new String[] {what, "%,d".formatted(rate.count()), rate.took(), rate.text(), heap.mostHeap()};
    }
}
