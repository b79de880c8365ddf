package io.lamplighter.bench.edge;

import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** One more process of a service that has a database, beside the one that the launcher started. */
public final class ReplicaProcess implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final Process process;
    private final URI url;

    private ReplicaProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it with as much memory as the launcher would give it, and waits until it is ready.
     *
     * @param home the checkout, built
     * @param service such as {@code interactions-service}
     */
    public static ReplicaProcess start(Path home, String service, DatabaseAddress database, String kafka, URI devices)
            throws InterruptedException {
        try {
            var url = URI.create("http://127.0.0.1:" + freePort());
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx224m",
                            "-XX:+UseSerialGC",
                            "-jar",
                            home.resolve(service)
                                    .resolve("app/target/quarkus-app/quarkus-run.jar")
                                    .toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .putAll(Map.of(
                            "QUARKUS_HTTP_PORT", Integer.toString(url.getPort()),
                            "KAFKA_BOOTSTRAP_SERVERS", kafka,
                            "QUARKUS_REST_CLIENT_DEVICES_URL", devices.toString(),
                            "QUARKUS_DATASOURCE_REACTIVE_URL", database.jdbc().replaceFirst("^jdbc:", ""),
                            "QUARKUS_DATASOURCE_JDBC_URL", database.jdbc(),
                            "QUARKUS_DATASOURCE_USERNAME", database.user(),
                            "QUARKUS_DATASOURCE_PASSWORD", database.password()));
            var replica = new ReplicaProcess(builder.start(), url);
            Runtime.getRuntime().addShutdownHook(new Thread(replica::close));
            replica.awaitReady();
            return replica;
        } catch (IOException failure) {
            throw new BenchException("Another " + service + " cannot be started", failure);
        }
    }

    /** Where it listens. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitReady() throws InterruptedException {
        var end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                close();
                throw new BenchException("The replica at " + url + " did not come up");
            }
            Thread.sleep(200);
        }
    }

    private boolean isReady() {
        try (var wire = new Wire(url)) {
            return wire.ask(Wire.get("/q/health/ready")) == 200;
        } catch (BenchException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
