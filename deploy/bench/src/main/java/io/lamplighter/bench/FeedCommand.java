package io.lamplighter.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.FeedSocket;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsTopic;
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
    private static final int LONGEST_PAUSE_MILLIS = 1000;
    private static final int LONGEST_PAUSE_OF_PUSHES_MILLIS = 200;
    private static final int OTHERS = 100;

    @Option(names = "--samples", defaultValue = "100", description = "how many sets and posts (${DEFAULT-VALUE})")
    private int samples;

    @Option(names = "--pushes", defaultValue = "300", description = "how many changes at the vendor (${DEFAULT-VALUE})")
    private int pushes;

    @Option(
            names = "--rate",
            defaultValue = "1000",
            description = "observations of others a second, while it is measured once more (${DEFAULT-VALUE})")
    private int rate;

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
                return List.of(measure(at, vendor, address, fleet.ids().getFirst(), progress));
            }
        }
    }

    private Report measure(Surroundings at, VendorProcess vendor, String address, String device, Progress progress)
            throws InterruptedException, IOException {
        var edge = at.edge();
        var report = Report.of("To the feed", "From", "Samples", "p50", "p99", "max", "Lost");
        try (var feed = new FeedSocket(edge, device)) {
            progress.step("observations sent");
            add(report, "POST /api/observations", samples, feed, number -> send(edge, device, number));
            progress.step("statuses set");
            add(report, "POST /api/interactions (set_status)", samples, feed, number -> set(edge, device, number));
            progress.step("changes that the vendor pushes");
            vendor.awaitConnected(address);
            push(report, "a change that the vendor pushes", vendor, address, feed);
            progress.step("the same while %,d observations a second pass".formatted(rate));
            try (var others = Fleet.simulated(edge, OTHERS);
                    var topic = new ObservationsTopic(at.kafka());
                    var _ = SteadyValues.of(topic, others.ids(), rate)) {
                push(report, "the same while %,d observations a second pass".formatted(rate), vendor, address, feed);
            }
        }
        report.note(
                "From before the request was sent until the message was read, one at a time. A set goes through Kafka to the gateway, to the vendor, is read back and published.");
        report.note(
                "A change is made at the simulated vendor over HTTP, which notifies the gateway over its websocket; the gateway must be allowed to listen (lamplighter.vendors.shelly.push).");
        return report;
    }

    private void push(Report report, String what, VendorProcess vendor, String address, FeedSocket feed)
            throws InterruptedException {
        add(report, what, pushes, LONGEST_PAUSE_OF_PUSHES_MILLIS, feed, number -> turn(vendor, address, number));
    }

    private static void add(Report report, String what, int count, FeedSocket feed, Cause cause)
            throws InterruptedException {
        add(report, what, count, LONGEST_PAUSE_MILLIS, feed, cause);
    }

    private static void add(Report report, String what, int count, int longestPauseMillis, FeedSocket feed, Cause cause)
            throws InterruptedException {
        var latencies = new Latencies();
        for (var number = 0; number < count; number++) {
            var began = System.nanoTime();
            var arrival = feed.arrival(cause.happen(number), PATIENCE);
            arrival.ifPresent(nanos -> latencies.recordNanos(nanos - began));
            if (arrival.isEmpty() && number == 0) {
                throw new BenchException(what + ": nothing arrived on the feed within " + PATIENCE);
            }
            Thread.sleep(ThreadLocalRandom.current().nextInt(longestPauseMillis));
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
