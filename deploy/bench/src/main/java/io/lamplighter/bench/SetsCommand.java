package io.lamplighter.bench;

import io.lamplighter.bench.edge.Asked;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.VendorProcess;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sets",
        description = "Values that are set at a simulated vendor and read back: one at a time, and many at once.")
final class SetsCommand extends Part {
    @Option(names = "--switches", defaultValue = "200", description = "at the simulated vendor (${DEFAULT-VALUE})")
    private int switches;

    @Option(names = "--connections", defaultValue = "64", description = "requests at once (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--seconds", defaultValue = "20", description = "how long commands are sent (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
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
        return List.of(report);
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
        return Asked.over(at.edge().url(), atOnce, seconds, question, SetsCommand::succeeded);
    }

    private static boolean succeeded(Wire answered) {
        return answered.body().contains("\"succeeded\"");
    }
}
