package io.lamplighter.bench;

import io.lamplighter.bench.edge.CommandsTopic;
import io.lamplighter.bench.edge.DeadVendor;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.edge.ShellyFleet;
import io.lamplighter.bench.edge.VendorProcess;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "gateway",
        description = {
            "The vendor gateway alone, over its topics: what a command costs beyond the vendor's own time, many devices polled, and a",
            "dead account beside a living one."
        })
final class GatewayCommand extends Part {
    private static final Duration POLL = Duration.ofSeconds(10);
    private static final int SWITCHES = 200;

    @Option(names = "--devices", defaultValue = "10000", description = "polled every 10 s (${DEFAULT-VALUE})")
    private int devices;

    @Option(
            names = "--dead",
            defaultValue = "5000",
            description = "of an account that never answers (${DEFAULT-VALUE})")
    private int dead;

    @Option(names = "--seconds", defaultValue = "30", description = "for each of the four parts (${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--commands", defaultValue = "50", description = "set in each second (${DEFAULT-VALUE})")
    private int commands;

    private CommandsTopic topic;
    private List<String> switches;
    private String heap;

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        try (var vendor = VendorProcess.start(at.home(), devices);
                var deadVendor = new DeadVendor();
                var connected = new CommandsTopic(at.kafka())) {
            topic = connected;
            progress.step("registering %,d devices".formatted(devices + dead));
            var addresses = vendor.addresses(devices);
            var withSwitches = vendor.switchAddresses(SWITCHES);
            var away = IntStream.range(0, dead).mapToObj(deadVendor::address).toList();
            try (var fleet = ShellyFleet.register(at.edge(), "default", addresses, at.database("devices"));
                    var deadFleet = ShellyFleet.register(at.edge(), "dead", away, at.database("devices"))) {
                switches = withSwitches.stream().map(fleet::id).toList();
                progress.step("warming up");
                for (var warm = 0; warm < 2; warm++) {
                    var _ = set(0, number -> {});
                }
                return List.of(figures(at, progress, fleet, deadFleet, withSwitches));
            }
        }
    }

    private Report figures(
            Surroundings at, Progress progress, ShellyFleet fleet, ShellyFleet deadFleet, List<String> addresses)
            throws InterruptedException {
        progress.step("asking the vendor directly");
        var direct = direct(addresses);
        progress.step("setting through the gateway");
        var alone = set(0, number -> {});
        progress.step("setting beside a dead account of %,d devices".formatted(dead));
        var polled = new CommandsTopic.Load();
        var beside = set(dead / 10, number -> poll(polled, deadFleet, number));
        topic.forget();
        progress.step("setting while %,d devices are polled every 10 s".formatted(devices));
        var polls = new CommandsTopic.Load();
        CommandsTopic.Load busy;
        try (var watched = ServiceMetrics.watch(at.service("vendor-gateway"))) {
            busy = set(devices / 10, number -> poll(polls, fleet, number));
            heap = watched.mostHeap();
        }
        return report(direct, alone, beside, busy, polls);
    }

    private void poll(CommandsTopic.Load of, ShellyFleet fleet, long number) {
        var ids = fleet.ids();
        topic.send(of, ids.get((int) (number % ids.size())), "pull_all", "{}", POLL);
    }

    /** Sets switches at an even pace, and does something else so many times a second. */
    private CommandsTopic.Load set(int others, LongConsumer other) throws InterruptedException {
        var load = new CommandsTopic.Load();
        var start = System.nanoTime();
        long set = 0;
        long done = 0;
        for (var past = 0.0; past < seconds; past = (System.nanoTime() - start) / 1e9) {
            while (set < past * commands) {
                var on = set / switches.size() % 2 == 0;
                topic.send(
                        load,
                        switches.get((int) (set++ % switches.size())),
                        "set_status",
                        "{\"name\":\"on\",\"value\":%b}".formatted(on),
                        Duration.ofSeconds(20));
            }
            while (done < past * others) {
                other.accept(done++);
            }
            Thread.sleep(1);
        }
        for (var waited = 0; load.ended() < set && waited < 20_000; waited += 50) {
            Thread.sleep(50);
        }
        return load;
    }

    /** What the driver does for a set, over one connection and at the same pace: the vendor's own time. */
    private Latencies direct(List<String> addresses) throws InterruptedException {
        var latencies = new Latencies();
        try (var wire = new Wire(URI.create("http://" + addresses.getFirst().split("/", 2)[0]))) {
            var start = System.nanoTime();
            for (long number = 0; number < (long) seconds * commands; number++) {
                while ((System.nanoTime() - start) / 1e9 < (double) number / commands) {
                    Thread.sleep(1);
                }
                var path =
                        "/" + addresses.get((int) (number % addresses.size())).split("/", 2)[1];
                var on = number / addresses.size() % 2 == 0;
                var before = System.nanoTime();
                var _ = wire.ask(Wire.post(
                        path + "/rpc",
                        "{\"id\":1,\"src\":\"bench\",\"method\":\"Switch.Set\",\"params\":{\"id\":0,\"on\":%b}}"
                                .formatted(on)));
                var _ = wire.ask(Wire.get(path + "/rpc/Switch.GetStatus?id=0"));
                latencies.recordNanos(System.nanoTime() - before);
            }
        }
        return latencies;
    }

    private Report report(
            Latencies direct,
            CommandsTopic.Load alone,
            CommandsTopic.Load beside,
            CommandsTopic.Load busy,
            CommandsTopic.Load polls) {
        var report =
                Report.of("The vendor gateway", "What", "p50", "p99", "max", "p99 against alone", "How they ended");
        add(report, "set and read back at the vendor, directly", direct, alone.latencies, "");
        add(report, "set_status through the gateway, alone", alone.latencies, alone.latencies, ends(alone));
        add(
                report,
                "set_status beside a dead account of %,d devices polled every 10 s".formatted(dead),
                beside.latencies,
                alone.latencies,
                ends(beside));
        add(
                report,
                "set_status while %,d devices are polled every 10 s".formatted(devices),
                busy.latencies,
                alone.latencies,
                ends(busy));
        add(report, "these polls", polls.latencies, alone.latencies, ends(polls));
        report.note(
                "Commands go straight onto the topic, %d a second; each time is until the result was read from its topic. Most heap of the gateway while it polled: %s. The simulated vendor runs on the same machine."
                        .formatted(commands, heap));
        return report;
    }

    private static void add(Report report, String what, Latencies took, Latencies alone, String ends) {
        report.add(what, took.percentile(50), took.percentile(99), took.max(), took.ratioTo(alone, 99), ends);
    }

    private static String ends(CommandsTopic.Load load) {
        return load.outcomes().toString().replaceAll("[{}]", "");
    }
}
