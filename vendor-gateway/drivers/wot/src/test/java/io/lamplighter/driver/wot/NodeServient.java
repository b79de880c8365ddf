package io.lamplighter.driver.wot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real W3C servient, {@code node-wot}, as a process of its own with one thing. Its packages are those of {@code
 * package-lock.json}, installed under {@code target}; where there is no Node, no npm or no registry, tests are skipped.
 */
final class NodeServient {
    private static final Path SOURCE = Path.of("src/test/node-wot");
    private static final Path HOME = Path.of("target/node-wot");
    private static final int INSTALL_SECONDS = 180;
    private static final int START_SECONDS = 60;

    private final Process process;
    private final BufferedWriter orders;
    private final int port;

    private NodeServient(Process process) throws IOException, InterruptedException {
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        this.port = port(process);
    }

    static NodeServient start() throws IOException, InterruptedException {
        assumeTrue(runs(30, "node", "--version"), "there is no Node");
        assumeTrue(runs(30, "npm", "--version"), "there is no npm");
        Files.createDirectories(HOME);
        for (var file : List.of("package.json", "package-lock.json", "servient.js")) {
            Files.write(HOME.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        assumeTrue(
                Files.exists(HOME.resolve("node_modules/.package-lock.json"))
                        || runs(INSTALL_SECONDS, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
                "npm cannot install the servient");
        var process = new ProcessBuilder("node", "servient.js")
                .directory(HOME.toFile())
                .redirectError(HOME.resolve("servient.log").toFile())
                .start();
        try {
            return new NodeServient(process);
        } catch (IOException | InterruptedException | RuntimeException | AssertionError failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    /** Does what the servient understands: see {@code servient.js}. */
    void order(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:%d/test-lamp".formatted(port);
    }

    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        orders.close();
    }

    private static int port(Process process) throws IOException, InterruptedException {
        var line = CompletableFuture.supplyAsync(() -> firstLine(process));
        try {
            return Integer.parseInt(line.get(START_SECONDS, TimeUnit.SECONDS).replaceFirst("^port ", ""));
        } catch (java.util.concurrent.ExecutionException | TimeoutException failure) {
            throw new AssertionError(
                    "the servient does not start: " + Files.readString(HOME.resolve("servient.log")), failure);
        }
    }

    private static String firstLine(Process process) {
        try {
            var line = process.inputReader(StandardCharsets.UTF_8).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean runs(int seconds, String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .directory(HOME.toFile().isDirectory() ? HOME.toFile() : SOURCE.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                return process.exitValue() == 0;
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            return false;
        } catch (IOException notThere) {
            return false;
        }
    }
}
