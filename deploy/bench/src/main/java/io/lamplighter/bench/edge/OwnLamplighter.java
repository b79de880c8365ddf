package io.lamplighter.bench.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamplighter.bench.measure.BenchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A Lamplighter that was started here, whose parts may be ended by force: no other process is ever touched. */
public final class OwnLamplighter implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int PARTS = 7;

    private final Process launcher;
    private final Path data;
    private final boolean isTemporary;
    private final int port;

    private OwnLamplighter(Process launcher, Path data, boolean isTemporary, int port) {
        this.launcher = launcher;
        this.data = data;
        this.isTemporary = isTemporary;
        this.port = port;
    }

    /**
     * Starts one without devices and waits until all of it is ready.
     *
     * @param home the checkout, built
     * @param folder for its data; a temporary one when null
     */
    public static OwnLamplighter start(Path home, int port, Path folder) throws InterruptedException, IOException {
        var data = folder == null ? Files.createTempDirectory("lamplighter-soak") : folder.toAbsolutePath();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                        "-jar",
                        home.resolve("deploy/local/launcher/target/launcher.jar")
                                .toString(),
                        "up",
                        "--no-demo",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("up.log").toFile());
        builder.environment().put("LAMPLIGHTER_HOME", home.toAbsolutePath().toString());
        var own = new OwnLamplighter(builder.start(), data, folder == null, port);
        Runtime.getRuntime().addShutdownHook(new Thread(own.launcher::destroy));
        own.awaitStart();
        return own;
    }

    /** Its edge. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the observations are. */
    public DatabaseAddress database() throws IOException {
        var secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("secrets.properties"))) {
            secrets.load(reader);
        }
        var address = process("postgresql").path("address").asText();
        return new DatabaseAddress(
                "jdbc:postgresql://" + address + "/observations", "observations", secrets.getProperty("observations"));
    }

    /** A service itself, past the edge. */
    public URI service(String name) {
        return URI.create("http://" + process(name).path("address").asText());
    }

    /** Where its Kafka listens. */
    public String kafka() {
        return process("kafka").path("address").asText();
    }

    /** Ends the process of this part by force. */
    public void kill(String part) {
        var pid = process(part).path("pid").asLong();
        var handle = ProcessHandle.of(pid).orElseThrow(() -> new BenchException(part + " does not run"));
        if (!handle.destroyForcibly()) {
            throw new BenchException(part + " could not be ended");
        }
        handle.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Waits until the launcher has started this part again. */
    public void awaitBack(String part, Duration patience) throws InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (!isAlive(part)) {
            if (System.nanoTime() > end) {
                throw new BenchException(part + " did not come back within " + patience);
            }
            Thread.sleep(50);
        }
    }

    @Override
    public void close() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(90, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (isTemporary) {
            delete();
        }
    }

    private boolean isAlive(String part) {
        return ProcessHandle.of(process(part).path("pid").asLong())
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private void awaitStart() throws InterruptedException {
        var end = System.nanoTime() + LONGEST_START.toNanos();
        while (!isStarted()) {
            if (!launcher.isAlive() || System.nanoTime() > end) {
                close();
                throw new BenchException("Lamplighter did not start; see " + data.resolve("up.log"));
            }
            Thread.sleep(200);
        }
    }

    private boolean isStarted() {
        try (var wire = new Wire(url())) {
            return state().path("processes").size() >= PARTS && wire.ask(Wire.get("/api/devices?limit=1")) == 200;
        } catch (BenchException notYet) {
            return false;
        }
    }

    private JsonNode process(String part) {
        for (var process : state().path("processes")) {
            if (part.equals(process.path("name").asText())) {
                return process;
            }
        }
        throw new BenchException("There is no " + part);
    }

    private JsonNode state() {
        try {
            return new ObjectMapper().readTree(data.resolve("state.json").toFile());
        } catch (IOException notYet) {
            throw new BenchException("Nothing runs in " + data, notYet);
        }
    }

    private void delete() {
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                var _ = file.toFile().delete();
            });
        } catch (IOException leftOver) {
            System.err.println("... " + data + " is left over");
        }
    }
}
