package io.lamplighter.bench;

import io.lamplighter.bench.edge.FeedCrowd;
import io.lamplighter.bench.edge.Fleet;
import io.lamplighter.bench.edge.ObservationsTopic;
import io.lamplighter.bench.edge.ServiceMetrics;
import io.lamplighter.bench.measure.BenchException;
import io.lamplighter.bench.measure.Latencies;
import io.lamplighter.bench.measure.Progress;
import io.lamplighter.bench.measure.Report;
import io.lamplighter.bench.reference.BareFeedProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "watchers", description = "Many watchers of the feed at once: how fast, what is lost, what it costs.")
final class WatchersCommand extends Part {
    private static final String SERVICE = "vendor-gateway";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant BASE = Instant.parse("2026-01-01T00:00:00Z");

    enum Scenario {
        ONE,
        GROUP,
        RETURN,
        SLOW,
        IDLE
    }

    @Option(
            names = "--scenarios",
            split = ",",
            defaultValue = "one,group,return,slow,idle",
            description = "which of one, group, return, slow, idle (${DEFAULT-VALUE})")
    private List<Scenario> scenarios;

    @Option(names = "--clients", defaultValue = "1000", description = "on one device, and cut off (${DEFAULT-VALUE})")
    private int clients;

    @Option(names = "--group-clients", defaultValue = "5000", description = "in one group (${DEFAULT-VALUE})")
    private int groupClients;

    @Option(
            names = "--idle-clients",
            defaultValue = "10000",
            description = "that only hear heartbeats (${DEFAULT-VALUE})")
    private int idleClients;

    @Option(names = "--rates", split = ",", defaultValue = "20,100", description = "updates/s (${DEFAULT-VALUE})")
    private List<Integer> rates;

    @Option(names = "--seconds", defaultValue = "10", description = "of each rate (${DEFAULT-VALUE})")
    private int seconds;

    private Surroundings at;
    private Progress progress;
    private final Report report =
            Report.of("Watchers of the feed", "What", "Told", "Missed", "Twice", "p50", "p99", "max", "Against bare");

    @Override
    List<Report> measure(Surroundings surroundings, Progress shown) throws InterruptedException, IOException {
        at = surroundings;
        progress = shown;
        var others = sockets();
        for (var scenario : scenarios) {
            await("an end of the clients before", () -> sockets() <= others);
            switch (scenario) {
                case ONE -> oneDevice();
                case GROUP -> oneGroup();
                case RETURN -> cutOffTogether();
                case SLOW -> slowOnes();
                case IDLE -> idle();
            }
        }
        report.note(
                "From before an observation goes onto the topic until a client has read it; straight at the gateway, clients and everything else on the same machine. Missed and twice are counted by the sequence of values.");
        report.note(
                "Bare is a Vert.x server with nothing but a websocket that passes on to all what it is told, in a process of its own with the same flags, at the same rate: the ratio is of p99.");
        return List.of(report);
    }

    private URI gateway() {
        return at.service(SERVICE);
    }

    private double sockets() {
        return ServiceMetrics.sum(gateway(), "lamplighter_feed_sockets");
    }

    private static String observation(long value) {
        return "{\"name\":\"bench\",\"value\":%d,\"units\":\"1\",\"validAt\":\"%s\"}"
                .formatted(value, BASE.plusMillis(value));
    }

    private static String subscribe(String more) {
        return "{\"type\":\"subscribe\",\"id\":\"a\",\"stream\":\"observations\"," + more + "}";
    }

    private static String device(String id) {
        return "\"device\":\"" + id + "\"";
    }

    private List<FeedCrowd.Client> join(FeedCrowd crowd, Watching watching, int count, IntMessage message)
            throws IOException, InterruptedException {
        var joined = new ArrayList<FeedCrowd.Client>();
        for (var client = 0; client < count; client++) {
            joined.add(crowd.join(client, message.of(client), 0));
            progress.tick("%,d clients"::formatted, client);
        }
        await("a snapshot for each client", () -> watching.snapshots() >= count);
        return joined;
    }

    private interface IntMessage {
        String of(int client);
    }

    private static void await(String what, BooleanSupplier check) throws InterruptedException {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchException("There was not " + what + " within " + PATIENCE);
            }
            Thread.sleep(5);
        }
    }

    /** Sends the values from one to another at this rate. */
    private static void send(int from, int to, int rate, IntConsumer sender) {
        var start = System.nanoTime();
        for (var value = from; value < to; value++) {
            var due = start + (value - from) * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sender.accept(value);
        }
    }

    private void oneDevice() throws IOException, InterruptedException {
        try (var fleet = Fleet.simulated(at.edge(), 1)) {
            var id = fleet.ids().getFirst();
            for (var rate : rates) {
                var bare = bare(clients, rate);
                progress.step("%,d clients on one device at %d/s".formatted(clients, rate));
                var watching = new Watching(clients, rate * (seconds + 3));
                try (var crowd = new FeedCrowd(gateway(), watching)) {
                    var _ = join(crowd, watching, clients, client -> subscribe(device(id)));
                    measure("%,d on one device, %d/s".formatted(clients, rate), watching, clients, rate, id, bare);
                }
            }
        }
    }

    private void measure(String what, Watching watching, int count, int rate, String id, Latencies bare)
            throws InterruptedException {
        var warm = 3 * rate;
        var all = warm + seconds * rate;
        try (var topic = new ObservationsTopic(at.kafka(), 0)) {
            IntConsumer sender = value -> {
                watching.sending(value);
                topic.send(id, observation(value));
            };
            send(0, warm, rate, sender);
            await("every warm-up value at each client", () -> watching.complete(count, warm) == count);
            var _ = watching.newLatencies();
            send(warm, all, rate, sender);
            await("every value at each client", () -> watching.complete(count, all) == count);
        }
        add(what, watching, watching.newLatencies(), bare);
    }

    private void add(String what, Watching watching, Latencies latencies, Latencies bare) {
        report.add(
                what,
                "%,d".formatted(watching.told()),
                "%,d".formatted(watching.missed()),
                "%,d".formatted(watching.doubled()),
                latencies.percentile(50),
                latencies.percentile(99),
                latencies.max(),
                bare == null ? "-" : latencies.ratioTo(bare, 99));
    }

    /** The same number of clients and rate at the reference. */
    private Latencies bare(int count, int rate) throws IOException, InterruptedException {
        progress.step("the reference with %,d clients at %d/s".formatted(count, rate));
        var warm = 3 * rate;
        var all = warm + seconds * rate;
        var watching = new Watching(count + 1, all);
        try (var process = BareFeedProcess.start();
                var crowd = new FeedCrowd(process.url(), watching)) {
            for (var client = 0; client < count; client++) {
                var _ = crowd.join(client, "hello", 0);
            }
            var publisher = crowd.join(count, "hello", 0);
            IntConsumer sender = value -> {
                watching.sending(value);
                publisher.send(update(value));
            };
            send(0, warm, rate, sender);
            await("every warm-up value of the reference", () -> watching.complete(count, warm) == count);
            var _ = watching.newLatencies();
            send(warm, all, rate, sender);
            await("every value of the reference", () -> watching.complete(count, all) == count);
            return watching.newLatencies();
        }
    }

    /** As long as a message of the feed. */
    private static String update(long value) {
        return "{\"type\":\"update\",\"id\":\"a\",\"action\":\"update\",\"item\":{\"deviceId\":\"01890a5d-ac96-774b-bcce-b302099a8058\",\"name\":\"bench\",\"kind\":\"attribute\",\"value\":%d,\"units\":\"1\",\"validAt\":\"2026-01-01T00:00:00.000Z\",\"recordedAt\":null},\"cursor\":\"oAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"
                .formatted(value);
    }

    private void oneGroup() throws IOException, InterruptedException {
        var rate = rates.getFirst();
        var bare = bare(groupClients, rate);
        try (var fleet = Fleet.simulated(at.edge(), 1)) {
            var name = "bench " + fleet.label();
            var group = at.edge()
                    .post(
                            "/api/groups",
                            "{\"name\":\"%s\",\"selector\":{\"labels\":\"bench=%s\"}}".formatted(name, fleet.label()));
            progress.step("%,d clients in one group at %d/s".formatted(groupClients, rate));
            var watching = new Watching(groupClients, rate * (seconds + 3));
            try (var crowd = new FeedCrowd(gateway(), watching)) {
                var _ = join(crowd, watching, groupClients, client -> subscribe("\"group\":\"" + name + "\""));
                measure(
                        "%,d in one group, %d/s".formatted(groupClients, rate),
                        watching,
                        groupClients,
                        rate,
                        fleet.ids().getFirst(),
                        bare);
            } finally {
                at.edge().delete("/api/groups/" + group.path("id").asText());
            }
        }
    }

    private void cutOffTogether() throws IOException, InterruptedException {
        var each = 100;
        var others = 50;
        var edge = at.edge();
        try (var fleet = Fleet.simulated(edge, clients + 1)) {
            var ids = fleet.ids();
            var watching = new Watching(clients, 2 * each);
            var bystanders = new Watching(others, 100_000);
            try (var crowd = new FeedCrowd(gateway(), watching);
                    var other = new FeedCrowd(gateway(), bystanders);
                    var topic = new ObservationsTopic(at.kafka(), 0);
                    var load = new Steady(topic, ids.getLast(), bystanders)) {
                watching.rememberCursors();
                var joined = join(crowd, watching, clients, client -> subscribe(device(ids.get(client))));
                var _ = join(other, bystanders, others, client -> subscribe(device(ids.getLast())));
                load.start();
                progress.step("%,d clients are cut off while %,d updates pass".formatted(clients, clients * each));
                joined.forEach(FeedCrowd.Client::cut);
                var _ = bystanders.newLatencies();
                sendAll(topic, ids, clients, each, watching);
                progress.step("they come back");
                var began = System.nanoTime();
                for (var client = 0; client < clients; client++) {
                    var since = ",\"since\":\"" + watching.cursor(client) + "\"";
                    var _ = crowd.join(client, subscribe(device(ids.get(client)) + since), 0);
                }
                await("everything missed at each client", () -> watching.complete(clients, each) == clients);
                var took = (System.nanoTime() - began) / 1e9;
                report.add(
                        "%,d cut off while %,d updates pass: all have all again after %.1f s"
                                .formatted(clients, clients * each, took),
                        "%,d".formatted(watching.told()),
                        "%,d".formatted(watching.missed()),
                        "%,d".formatted(watching.doubled()),
                        "-",
                        "-",
                        "-",
                        "snapshots %d, notices %d".formatted(watching.snapshots() - clients, watching.notices()));
                load.stop();
                add("... %d others meanwhile, 20/s".formatted(others), bystanders, bystanders.newLatencies(), null);
            }
        }
    }

    private void sendAll(ObservationsTopic topic, List<String> ids, int devices, int each, Watching watching) {
        for (var value = 0; value < each; value++) {
            watching.sending(value);
            for (var device = 0; device < devices; device++) {
                topic.send(ids.get(device), observation(value));
            }
            progress.tick("%,d updates"::formatted, (long) value * devices);
        }
        topic.flush();
    }

    /** Twenty values a second for those who look on. */
    private static final class Steady implements AutoCloseable {
        private static final int RATE = 20;

        private final ObservationsTopic topic;
        private final String device;
        private final Watching watching;
        private volatile boolean isStopped;

        Steady(ObservationsTopic topic, String device, Watching watching) {
            this.topic = topic;
            this.device = device;
            this.watching = watching;
        }

        void start() {
            var _ = Thread.ofPlatform().daemon().start(this::sendAll);
        }

        private void sendAll() {
            for (var value = 0; !isStopped; value++) {
                watching.sending(value);
                topic.send(device, observation(value));
                LockSupport.parkNanos(1_000_000_000L / RATE);
            }
        }

        void stop() {
            isStopped = true;
        }

        @Override
        public void close() {
            isStopped = true;
        }
    }

    private void slowOnes() throws IOException, InterruptedException {
        var slowCount = 100;
        var fastCount = 10;
        var edge = at.edge();
        try (var fleet = Fleet.simulated(edge, 2)) {
            var busy = fleet.ids().getFirst();
            var calm = fleet.ids().getLast();
            var slow = new Watching(slowCount, 2_000 * (seconds + 1));
            var fast = new Watching(fastCount, 100_000);
            try (var crowd = new FeedCrowd(gateway(), slow);
                    var other = new FeedCrowd(gateway(), fast);
                    var topic = new ObservationsTopic(at.kafka(), 0);
                    var load = new Steady(topic, calm, fast);
                    var heap = ServiceMetrics.watch(gateway())) {
                var _ = join(other, fast, fastCount, client -> subscribe(device(calm)));
                load.start();
                progress.step("%d clients at 20/s alone".formatted(fastCount));
                Thread.sleep(3_000);
                var _ = fast.newLatencies();
                Thread.sleep(seconds * 500L);
                add("%d clients at 20/s alone".formatted(fastCount), fast, fast.newLatencies(), null);
                progress.step("beside %d slow ones at 2,000/s".formatted(slowCount));
                var joined = new ArrayList<FeedCrowd.Client>();
                for (var client = 0; client < slowCount; client++) {
                    joined.add(crowd.join(client, subscribe(device(busy)), 4_096));
                }
                await("a snapshot for each slow client", () -> slow.snapshots() >= slowCount);
                joined.forEach(FeedCrowd.Client::slowDown);
                var before = heap.mostHeap();
                var _ = fast.newLatencies();
                var readers = Thread.ofPlatform().daemon().start(() -> readOneEachSecond(joined));
                send(0, 2_000 * seconds, 2_000, value -> {
                    slow.sending(value);
                    topic.send(busy, observation(value));
                });
                add(
                        "... beside %d that read 1 message/s while 2,000/s come (heap at most %s, before %s)"
                                .formatted(slowCount, heap.mostHeap(), before),
                        fast,
                        fast.newLatencies(),
                        null);
                readers.interrupt();
                progress.step("the slow ones read on");
                var last = 2_000L * seconds;
                joined.forEach(FeedCrowd.Client::speedUp);
                await("the newest value at each slow client", () -> slow.complete(slowCount, last) == slowCount);
                report.add(
                        "... what the slow ones were told in the end: the newest value",
                        "%,d".formatted(slow.told()),
                        "%,d left out, told in %,d notices".formatted(slow.missed(), slow.notices()),
                        "%,d".formatted(slow.doubled()),
                        "-",
                        "-",
                        "-",
                        "-");
            }
        }
    }

    private static void readOneEachSecond(List<FeedCrowd.Client> clients) {
        try {
            while (true) {
                clients.forEach(FeedCrowd.Client::readOne);
                Thread.sleep(1_000);
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void idle() throws IOException, InterruptedException {
        progress.step("%,d idle clients".formatted(idleClients));
        try (var fleet = Fleet.simulated(at.edge(), 1)) {
            var id = fleet.ids().getFirst();
            var watching = new Watching(idleClients, 1);
            var before = ServiceMetrics.heapAfterCollection(gateway());
            try (var crowd = new FeedCrowd(gateway(), watching)) {
                var _ = join(crowd, watching, idleClients, client -> subscribe(device(id)));
                Thread.sleep(20_000);
                var after = ServiceMetrics.heapAfterCollection(gateway());
                report.add(
                        "%,d idle: heap %,d MB more than without them (%,d MB in all), %d lost"
                                .formatted(idleClients, (after - before) >> 20, after >> 20, crowd.lost()),
                        "%,d".formatted(watching.told()),
                        "-",
                        "-",
                        "-",
                        "-",
                        "-",
                        "-");
            }
        }
    }
}
