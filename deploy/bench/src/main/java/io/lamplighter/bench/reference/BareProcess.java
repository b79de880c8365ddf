package io.lamplighter.bench.reference;

import io.lamplighter.bench.edge.DatabaseAddress;
import io.lamplighter.bench.edge.Wire;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** {@link BareServer} in a process of its own, as the services are. */
public final class BareProcess implements AutoCloseable {
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final Process process;
    private final URI url;

    private BareProcess(Process process, URI url) {
        this.process = process;
        this.url = url;
    }

    /** Starts it and waits until it answers. */
    public static BareProcess start(DatabaseAddress database) throws InterruptedException {
        try {
            var port = freePort();
            var process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx224m",
                            "-Xss512k",
                            "-XX:+UseSerialGC",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            System.getProperty("java.class.path"),
                            BareServer.class.getName(),
                            Integer.toString(port),
                            database.jdbc().replaceFirst("^jdbc:", ""),
                            database.user(),
                            database.password()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            var bare = new BareProcess(process, URI.create("http://127.0.0.1:" + port));
            bare.awaitReady();
            return bare;
        } catch (IOException failure) {
            throw new BenchException("The reference cannot be started", failure);
        }
    }

    /** Where it answers. */
    public URI url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void awaitReady() throws InterruptedException {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            try (var wire = new Wire(url)) {
                var _ = wire.ask(Wire.get("/api/devices/00000000-0000-0000-0000-000000000000"));
                return;
            } catch (BenchException notYet) {
                Thread.sleep(200);
            }
        }
        close();
        throw new BenchException("The reference did not come up");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
