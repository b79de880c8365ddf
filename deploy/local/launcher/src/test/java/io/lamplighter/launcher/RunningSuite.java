package io.lamplighter.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole product, started from its packaged jars as {@code ./lamplighter up} does; one for all tests of a JVM. */
final class RunningSuite {
    static final ObjectMapper JSON = new ObjectMapper();

    private static RunningSuite shared;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Process launcher;
    private final Path data;
    private final Path output;
    private final int port;

    private RunningSuite(Process launcher, Path data, Path output, int port) {
        this.launcher = launcher;
        this.data = data;
        this.output = output;
        this.port = port;
    }

    /** Starts it unless it runs already; it stops when the tests of this JVM end. */
    static synchronized RunningSuite shared() throws Exception {
        if (shared == null) {
            shared = start(Files.createTempDirectory("lamplighter-it"), freePorts());
            Runtime.getRuntime().addShutdownHook(new Thread(shared::stopAndForget));
        }
        return shared;
    }

    static RunningSuite start(Path data, int port, String... options) throws Exception {
        return start(data, port, Map.of(), options);
    }

    /** @param environment of every process, such as what configures a service */
    static RunningSuite start(Path data, int port, Map<String, String> environment, String... options)
            throws Exception {
        var output = Files.createTempFile("lamplighter-up", ".txt");
        var suite = new RunningSuite(up(data, port, output, environment, options), data, output, port);
        suite.awaitOpen();
        return suite;
    }

    /** Runs {@code up} without waiting for it. */
    static Process up(Path data, int port, Path output, String... options) throws IOException {
        return up(data, port, output, Map.of(), options);
    }

    private static Process up(Path data, int port, Path output, Map<String, String> environment, String... options)
            throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-jar",
                home().resolve("deploy/local/launcher/target/launcher.jar").toString(),
                "up",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString()));
        command.addAll(List.of(options));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // A test does not run for long enough to win by the second compiler what it takes.
        builder.environment().put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1");
        builder.environment().putAll(environment);
        return builder.start();
    }

    static Path home() {
        return Path.of(System.getenv("LAMPLIGHTER_HOME"));
    }

    /** The first of nine ports in a row that nobody uses. */
    static int freePorts() {
        for (var first = 18080; first < 30000; first += 20) {
            try {
                Ports.from(first).requireFree("127.0.0.1");
                return first;
            } catch (LaunchException taken) {
                // the next ones
            }
        }
        throw new IllegalStateException("no nine free ports in a row");
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String vendorUrl() {
        return "http://127.0.0.1:" + Ports.from(port).simulatedVendor();
    }

    Path data() {
        return data;
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    HttpResponse<String> send(String method, String path, Object body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("prefer", "wait=10")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Turns a device on or off, and answers the interaction as it was after 10 s at the latest. */
    JsonNode set(String device, boolean on) throws IOException, InterruptedException {
        var interaction = Map.of(
                "task", "set_status",
                "target", Map.of("devices", List.of(device)),
                "arguments", Map.of("name", "on", "value", on));
        return JSON.readTree(send("POST", "/api/interactions", interaction).body());
    }

    /** Registers a device of the in-memory simulator, and answers its id. */
    String registerSimulated(String name) throws IOException, InterruptedException {
        var device = Map.of(
                "name", name, "type", "test", "vendor", "simulator", "vendorIds", Map.of("id", name.replace(' ', '-')));
        var answer = send("POST", "/api/devices", device);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.body());
        }
        return JSON.readTree(answer.body()).path("id").asText();
    }

    /** Sends 100 MB. */
    HttpResponse<String> sendHuge(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[100 << 20]))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    JsonNode get(String path) {
        try {
            return JSON.readTree(send("GET", path, null).body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(hurry);
        }
    }

    /** Every item of a paged list. */
    List<JsonNode> all(String path) {
        var items = new ArrayList<JsonNode>();
        String after = "";
        while (after != null) {
            var page = get(path + (path.contains("?") ? "&" : "?") + "limit=1000" + after);
            page.path("items").forEach(items::add);
            after = page.path("next").isTextual()
                    ? "&after=" + page.path("next").asText()
                    : null;
        }
        return items;
    }

    JsonNode device(String name) {
        return all("/api/devices").stream()
                .filter(device -> device.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no device " + name));
    }

    State.Remembered process(String name) {
        return State.read(data.resolve("state.json")).orElseThrow().processes().stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " does not run"));
    }

    /**
     * One more process of a service, made as the launcher makes its own, on a port of its own; not started yet.
     *
     * @param more of its environment
     */
    JavaPart another(String service, Map<String, String> more) throws IOException {
        var at = freePort();
        var environment = new HashMap<>(Map.of(
                "QUARKUS_HTTP_PORT",
                Integer.toString(at),
                "KAFKA_BOOTSTRAP_SERVERS",
                process("kafka").address()));
        for (var other : List.of("devices", "observations", "interactions")) {
            environment.put(
                    "QUARKUS_REST_CLIENT_" + other.toUpperCase(Locale.ROOT) + "_URL",
                    "http://" + process(other + "-service").address());
        }
        var layout = Layout.of(data);
        if (service.endsWith("-service")) {
            var database = service.substring(0, service.indexOf('-'));
            var url = "postgresql://" + process("postgresql").address() + "/" + database;
            environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", url);
            environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:" + url);
            environment.put("QUARKUS_DATASOURCE_USERNAME", database);
            environment.put(
                    "QUARKUS_DATASOURCE_PASSWORD",
                    Secrets.in(layout.secrets(), PostgresPart.owners()).password(database));
        }
        environment.putAll(more);
        return new JavaPart(
                service + " at " + at,
                List.of("-Xmx224m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                layout.service(service),
                List.of(),
                environment,
                URI.create("http://127.0.0.1:" + at + "/q/health/ready"),
                data.resolve(service + "-" + at + ".log"));
    }

    /** Ends a process by force, as a failing machine would. */
    static void end(ProcessHandle process) {
        if (!process.destroyForcibly()) {
            throw new AssertionError("process " + process.pid() + " cannot be ended");
        }
        var _ = process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** What a command of the CLI printed, and its exit code. */
    Answer cli(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                home().resolve("deploy/cli/target/cli.jar").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LAMPLIGHTER_URL", url());
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }

    record Answer(int code, String text) {}

    private void stopAndForget() {
        stop();
        try (var files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void stop() {
        launcher.destroy();
        try {
            if (!launcher.waitFor(60, TimeUnit.SECONDS)) {
                launcher.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOpen() throws Exception {
        for (var waited = 0; !output().contains("Open " + url()); waited++) {
            if (!launcher.isAlive() || waited > 1200) {
                stop();
                throw new AssertionError("it did not start:\n" + output());
            }
            Thread.sleep(100);
        }
    }
}
