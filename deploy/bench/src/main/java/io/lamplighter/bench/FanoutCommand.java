package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.DeviceFile;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.Topic;
import io.lamplighter.bench.edge.VendorProcess;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Rate;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "fanout",
        description = "One interaction over a fleet, and commands that are set at a simulated vendor and read back.")
final class FanoutCommand extends Part {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String SERVICE = "interactions-service";

    @Option(names = "--devices", defaultValue = "100000", description = "of the one interaction (${DEFAULT-VALUE})")
    private int devices;

    @Option(names = "--switches", defaultValue = "200", description = "at the simulated vendor (${DEFAULT-VALUE})")
    private int switches;

    @Option(names = "--connections", defaultValue = "64", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "20", description = "how long commands are sent (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        return List.of(fanout(at, progress), commands(at, progress));
    }

    private Report fanout(Surroundings at, Progress progress) throws InterruptedException {
        var label = UUID.randomUUID().toString().substring(0, 13);
        try {
            progress.step("registering " + devices + " devices of the simulator");
            var _ = at.edge()
                    .upload("/api/devices/import", "application/x-ndjson", new DeviceFile(label, devices, true));
            return fanout(at, label, progress);
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
            report.add(row("all commands on the topic", Rate.since(start, devices), heap));
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
            Thread.sleep(50);
        }
    }

    private static String[] row(String what, Rate rate, ServiceMetrics heap) {
        return new String[] {what, "%,d".formatted(rate.count()), rate.took(), rate.text(), heap.mostHeap()};
    }

    private Report commands(Surroundings at, Progress progress) throws InterruptedException, IOException {
        var report = Report.of(
                "Commands with a confirmed result", "What", "Rate", "p50", "p99", "max", "Against one at a time");
        try (var vendor = VendorProcess.start(at.home(), 6 * switches)) {
            progress.step("registering " + switches + " switches of a simulated vendor");
            try (var fleet = Fleet.shelly(at.edge(), vendor.switchAddresses(switches))) {
                progress.step("setting one at a time");
                var one = set(at, fleet, 1);
                progress.step("setting over " + connections + " connections");
                var many = set(at, fleet, connections);
                one.into(report, "set_status, one at a time", one.rate());
                many.into(report, "set_status, " + connections + " at once", one.rate());
            }
        }
        report.note(
                "From the request until the answer of Prefer: wait, which comes when the value was set at the vendor over HTTP and read back; through the edge, Kafka and the gateway. The simulated vendor runs on the same machine.");
        return report;
    }

    private Asked set(Surroundings at, Fleet fleet, int atOnce) throws InterruptedException {
        LongFunction<byte[]> question = number -> {
            var ids = fleet.ids();
            var id = ids.get((int) (number % ids.size()));
            var on = number / ids.size() % 2 == 0;
            return Wire.with(
                    "POST",
                    "/api/interactions",
                    "Content-Type: application/json\r\nPrefer: wait=30",
                    "{\"task\":\"set_status\",\"target\":{\"devices\":[\"%s\"]},\"arguments\":{\"name\":\"on\",\"value\":%b},\"timeout\":\"PT20S\"}"
                            .formatted(id, on));
        };
        return Asked.over(at.edge().url(), atOnce, seconds, question, FanoutCommand::succeeded);
    }

    private static boolean succeeded(Wire answered) {
        return answered.body().contains("\"succeeded\"");
    }
}
