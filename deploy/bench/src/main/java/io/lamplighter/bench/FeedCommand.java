package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.FeedSocket;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.VendorProcess;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "feed", description = "Time from a change to its arrival on the feed.")
final class FeedCommand extends Part {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** Random up to the schedule's period, so that changes come at any point of it. */
    private static final int LONGEST_PAUSE_MILLIS = 1000;

    @Option(names = "--samples", defaultValue = "100", description = "how many sets and posts (${DEFAULT-VALUE})")
    private int samples;

    @Option(names = "--pulls", defaultValue = "40", description = "how many changes at the vendor (${DEFAULT-VALUE})")
    private int pulls;

    @Option(names = "--vendor-url", description = "a simulated vendor that runs (one is started)")
    private URI vendorUrl;

    /** Does something that must show on the feed. */
    private interface Cause {
        /** @return what the item on the feed then looks like */
        Predicate<JsonNode> happen(int number) throws InterruptedException;
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        var edge = at.edge();
        try (var vendor = vendorUrl == null ? VendorProcess.start(at.home(), 12) : VendorProcess.at(vendorUrl)) {
            var address = vendor.switchAddress();
            try (var fleet = Fleet.shelly(edge, List.of(address))) {
                return List.of(measure(edge, vendor, address, fleet, progress));
            }
        }
    }

    private Report measure(Edge edge, VendorProcess vendor, String address, Fleet fleet, Progress progress)
            throws InterruptedException {
        var device = fleet.ids().getFirst();
        var report = Report.of("To the feed", "From", "Samples", "p50", "p99", "max", "Lost");
        try (var feed = new FeedSocket(edge, device)) {
            progress.step("observations sent");
            add(report, "POST /api/observations", samples, feed, number -> send(edge, device, number));
            progress.step("statuses set");
            add(report, "POST /api/interactions (set_status)", samples, feed, number -> set(edge, device, number));
            progress.step("changes at the vendor, pulled every second");
            try (var _ = Schedule.make(edge, fleet, "PT1S", "pull_status")) {
                add(
                        report,
                        "a change at the vendor, pulled every second",
                        pulls,
                        feed,
                        number -> turn(vendor, address, number));
            }
        }
        report.note(
                "From before the request was sent until the message was read, one at a time. A set goes through Kafka to the gateway, to the vendor, is read back and published.");
        report.note(
                "A change at the vendor waits for the next pull: up to 1 s of its time, 0.5 s on average, is the schedule's period.");
        return report;
    }

    private static void add(Report report, String what, int count, FeedSocket feed, Cause cause)
            throws InterruptedException {
        var latencies = new Latencies();
        for (var number = 0; number < count; number++) {
            var began = System.nanoTime();
            var arrival = feed.arrival(cause.happen(number), PATIENCE);
            arrival.ifPresent(nanos -> latencies.recordNanos(nanos - began));
            if (arrival.isEmpty() && number == 0) {
                throw new BenchException(what + ": nothing arrived on the feed within " + PATIENCE);
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(LONGEST_PAUSE_MILLIS));
        }
        var lost = Long.toString(count - latencies.count());
        report.add(
                what,
                Integer.toString(count),
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.max(),
                lost);
    }

    private static Predicate<JsonNode> send(Edge edge, String device, int number) throws InterruptedException {
        var observation = JsonNodeFactory.instance.objectNode();
        observation.put("deviceId", device).put("name", "bench").put("value", number);
        observation.put("units", "1").put("validAt", Instant.now().toString());
        var _ = edge.post("/api/observations", observation.toString());
        return item -> is(item, "bench") && item.path("value").asInt(-1) == number;
    }

    private static Predicate<JsonNode> set(Edge edge, String device, int number) throws InterruptedException {
        var on = isOn(number);
        var request = JsonNodeFactory.instance.objectNode().put("task", "set_status");
        request.putObject("target").putArray("devices").add(device);
        request.putObject("arguments").put("name", "on").put("value", on);
        var _ = edge.post("/api/interactions", request.toString());
        return item -> is(item, "on") && item.path("value").asBoolean() == on;
    }

    private static Predicate<JsonNode> turn(VendorProcess vendor, String address, int number)
            throws InterruptedException {
        var on = isOn(number);
        vendor.turn(address, on);
        return item -> is(item, "on") && item.path("value").asBoolean() == on;
    }

    private static boolean isOn(int number) {
        return number % 2 == 0;
    }

    private static boolean is(JsonNode item, String name) {
        return name.equals(item.path("name").asText());
    }
}
