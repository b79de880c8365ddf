package io.lamplighter.bench;

import io.lamplighter.bench.edge.Edge;
import io.lamplighter.bench.edge.FeedCrowd;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsTopic;
import io.lamplighter.bench.edge.OwnLamplighter;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "survival",
        description =
                "Starts a Lamplighter of its own, ends its gateway and its Kafka by force while updates pass, and counts what watchers of the feed miss.")
final class SurvivalCommand extends Part {
    private static final Duration LONGEST_RETURN = Duration.ofMinutes(2);
    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");

    @Option(names = "--watchers", defaultValue = "50", description = "each of a device of its own (${DEFAULT-VALUE})")
    private int watchers;

    @Option(names = "--rate", defaultValue = "20", description = "updates of each device a second (${DEFAULT-VALUE})")
    private int rate;

    @Option(
            names = "--parts",
            split = ",",
            defaultValue = "vendor-gateway,kafka,vendor-gateway",
            description = "what is ended, one after another (${DEFAULT-VALUE})")
    private List<String> parts;

    @Option(
            names = "--between",
            defaultValue = "8",
            paramLabel = "SECONDS",
            description = "before each, and after the last (${DEFAULT-VALUE})")
    private int between;

    @Option(
            names = "--port",
            defaultValue = "9470",
            description = "of its own Lamplighter, with the next eight (${DEFAULT-VALUE})")
    private int port;

    private volatile boolean isStopped;

    @Override
    boolean isOfWhatRuns() {
        return false;
    }

    @Override
    List<Report> measure(Surroundings at, Progress progress) throws InterruptedException, IOException {
        progress.step("starting a Lamplighter of its own on port " + port);
        try (var own = OwnLamplighter.start(at.home(), port, null);
                var fleet = Fleet.simulated(new Edge(own.url()), watchers)) {
            return List.of(survive(own, fleet.ids(), progress));
        }
    }

    private Report survive(OwnLamplighter own, List<String> devices, Progress progress)
            throws InterruptedException, IOException {
        var watching = new Watching(watchers, 1_000_000);
        watching.rememberCursors();
        var sent = new AtomicInteger();
        var returns = new AtomicInteger();
        try (var crowd = new FeedCrowd(own.service("vendor-gateway"), watching);
                var topic = new ObservationsTopic(own.kafka())) {
            for (var client = 0; client < watchers; client++) {
                var _ = crowd.join(client, subscribe(devices.get(client), null), 0);
            }
            await("a snapshot for each", () -> watching.snapshots() >= watchers);
            var sender = Thread.ofPlatform().start(() -> send(topic, devices, watching, sent));
            var keeper = Thread.ofPlatform().start(() -> keep(crowd, devices, watching, returns));
            for (var part : parts) {
                Thread.sleep(between * 1000L);
                progress.step("killing " + part);
                own.kill(part);
                own.awaitBack(part, LONGEST_RETURN);
            }
            Thread.sleep(between * 1000L);
            isStopped = true;
            sender.join();
            topic.flush();
            progress.step("%,d updates of each device; waiting until each watcher has them".formatted(sent.get()));
            await("every update at each watcher", () -> watching.complete(watchers, sent.get()) == watchers);
            keeper.interrupt();
        }
        return report(watching, sent.get(), returns.get());
    }

    private Report report(Watching watching, int sent, int returns) {
        var report = Report.of("Watchers of the feed survive", "What", "Figure");
        report.add("ended by force", String.join(", ", parts));
        report.add("updates sent", "%,d of each of %d devices".formatted(sent, watchers));
        report.add("connections that came back", "%,d".formatted(returns));
        report.add("missed", "%,d of %,d".formatted(watching.missed(), (long) sent * watchers));
        report.add("told twice", "%,d".formatted(watching.doubled()));
        report.add("had to start over", "%,d".formatted(watching.snapshots() - watchers));
        report.note(
                "Each watcher goes on from its last cursor; missed and twice are counted by the sequence of values.");
        if (watching.missed() > 0) {
            throw new BenchException("Watchers missed " + watching.missed());
        }
        return report;
    }

    private static String subscribe(String device, String since) {
        var more = since == null ? "" : ",\"since\":\"" + since + "\"";
        return "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"observations\",\"device\":\"" + device + "\"" + more
                + "}";
    }

    private void send(ObservationsTopic topic, List<String> devices, Watching watching, AtomicInteger sent) {
        var start = System.nanoTime();
        while (!isStopped) {
            var value = sent.get();
            watching.sending(value);
            for (var device : devices) {
                topic.send(
                        device,
                        "{\"name\":\"bench\",\"value\":%d,\"units\":\"1\",\"validAt\":\"%s\"}"
                                .formatted(value, BASE.plusMillis(value)));
            }
            sent.incrementAndGet();
            var due = start + (value + 1) * 1_000_000_000L / rate;
            java.util.concurrent.locks.LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    /** Whoever was cut off comes back, as feed.js does. */
    private static void keep(FeedCrowd crowd, List<String> devices, Watching watching, AtomicInteger returns) {
        try {
            while (true) {
                var lost = crowd.nextLost();
                var client = lost == null ? watching.nextRefused() : lost;
                if (client == null) {
                    Thread.sleep(20);
                } else {
                    comeBack(crowd, client, devices.get(client), watching);
                    returns.incrementAndGet();
                }
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    private static void comeBack(FeedCrowd crowd, int client, String device, Watching watching)
            throws InterruptedException {
        while (true) {
            try {
                var _ = crowd.join(client, subscribe(device, watching.cursor(client)), 0);
                return;
            } catch (IOException | BenchException notYet) {
                Thread.sleep(200);
            }
        }
    }

    private interface Check {
        boolean holds();
    }

    private static void await(String what, Check check) throws InterruptedException {
        var end = System.nanoTime() + LONGEST_RETURN.toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new BenchException("There was not " + what + " within " + LONGEST_RETURN);
            }
            Thread.sleep(20);
        }
    }
}
