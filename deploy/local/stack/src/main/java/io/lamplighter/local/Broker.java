package io.lamplighter.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The main class of the broker's process: one KRaft node that is broker and controller, on 127.0.0.1 only. It stops in
 * order when it is asked to (SIGTERM) and when whoever started it is gone (its standard input ends).
 *
 * <p>Arguments: data directory, port for clients, port of the controller.
 */
final class Broker {
    static final String READY = "broker is ready";

    private Broker() {}

    static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var port = Integer.parseInt(arguments[1]);
        var settings = settings(directory, port, Integer.parseInt(arguments[2]));
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
        server.startup();
        System.out.println(READY);
        waitUntilParentIsGone();
        System.exit(0);
    }

    private static void waitUntilParentIsGone() throws IOException {
        while (System.in.read() >= 0) {
            // nobody writes; only the end of the stream matters
        }
    }

    private static void format(Path directory) throws Exception {
        Files.createDirectories(directory);
        var formatter = new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .addDirectory(directory.toString())
                .setMetadataLogDirectory(directory.toString())
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction());
        formatter.run();
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        var settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controllerPort),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort)),
                Map.entry("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", directory.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "2"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
                Map.entry("log.segment.bytes", "67108864"),
                Map.entry("controlled.shutdown.enable", "true"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("broker.session.timeout.ms", "6000")));
        return settings;
    }
}
