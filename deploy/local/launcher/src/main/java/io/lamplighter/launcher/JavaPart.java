package io.lamplighter.launcher;

import io.lamplighter.local.Detached;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged Java program that says over HTTP when it is ready. */
final class JavaPart implements Part {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final URI readiness;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> environment;
    private Process process;

    /**
     * @param options of the JVM
     * @param arguments of the program
     * @param readiness answers 200 once it is ready
     * @param log where the output of its process goes
     */
    JavaPart(
            String name,
            List<String> options,
            Path jar,
            List<String> arguments,
            Map<String, String> environment,
            URI readiness,
            Path log) {
        this.name = name;
        this.readiness = readiness;
        this.log = log;
        this.environment = environment;
        this.command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(arguments);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return readiness.getAuthority();
    }

    @Override
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        var builder = new ProcessBuilder(Detached.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        var limit = Instant.now().plus(START_LIMIT);
        while (!isReady()) {
            if (!process.isAlive()) {
                throw new IOException(name + " ended at its start with code " + process.exitValue() + "; see " + log);
            }
            if (Instant.now().isAfter(limit)) {
                throw new IOException(name + " was not ready in " + START_LIMIT.toSeconds() + " s; see " + log);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void stop() {
        if (process == null || !process.isAlive()) {
            return;
        }
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

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(readiness)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
