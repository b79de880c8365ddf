package io.lamplighter.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TopicExistsException;

/** A Kafka broker in a process of its own that keeps its data in a directory and listens on 127.0.0.1. */
public final class KafkaProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final int port;

    private KafkaProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts the broker, waits until it answers, and creates the topics of the suite where they are missing.
     *
     * @param directory its data; kept when there is some
     * @param log where its output goes
     * @param port for clients
     * @param controllerPort for itself
     * @throws IOException when it does not come up; the message names the log
     */
    public static KafkaProcess start(Path directory, Path log, int port, int controllerPort)
            throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        command.addAll(Compilation.OF_WHAT_STAYS_HOT);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName(),
                directory.toString(),
                Integer.toString(port),
                Integer.toString(controllerPort)));
        var process = new ProcessBuilder(Detached.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        var broker = new KafkaProcess(process, port);
        try {
            broker.awaitReady(log);
            broker.createTopics();
        } catch (IOException | InterruptedException failure) {
            broker.close();
            throw failure;
        }
        return broker;
    }

    /** Where clients connect. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** The operating system's process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Asks the broker to stop in order, and ends it when it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException hurry) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
        var limit = Instant.now().plus(START_LIMIT);
        while (!Files.readString(log).contains(Broker.READY)) {
            if (!process.isAlive() || Instant.now().isAfter(limit)) {
                throw new IOException("Kafka did not start; see " + log);
            }
            Thread.sleep(50);
        }
    }

    private void createTopics() throws IOException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            for (var created : admin.createTopics(Topics.all()).values().values()) {
                ignoreExisting(() -> created.get(30, TimeUnit.SECONDS));
            }
        }
    }

    private static void ignoreExisting(Creation creation) throws IOException, InterruptedException {
        try {
            creation.await();
        } catch (ExecutionException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new IOException(
                        "Kafka did not create the topics: " + failure.getCause().getMessage(), failure);
            }
        } catch (java.util.concurrent.TimeoutException failure) {
            throw new IOException("Kafka did not create the topics in time", failure);
        }
    }

    private interface Creation {
        void await() throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException;
    }
}
