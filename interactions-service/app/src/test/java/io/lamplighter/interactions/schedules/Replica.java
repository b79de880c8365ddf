package io.lamplighter.interactions.schedules;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of the packaged service. */
final class Replica {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<String> command = new ArrayList<>();
    private final int port;
    private final Path log;
    private Process process;

    Replica(Map<String, String> configuration, Path log) throws IOException {
        try (var socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        this.log = log;
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + System.getProperty("lamplighter.tier", "4"),
                "-Dquarkus.http.port=" + port));
        configuration.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", System.getProperty("lamplighter.application")));
    }

    void start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** The status of its readiness, and what it says of it. */
    String readiness() {
        try {
            return get("/q/health/ready");
        } catch (IOException notYet) {
            return notYet.toString();
        }
    }

    private String get(String path) throws IOException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    /** As a power cut would end it. */
    void kill() throws InterruptedException {
        int ignored = process.destroyForcibly().waitFor();
    }

    void close() throws InterruptedException {
        if (process != null) {
            kill();
        }
    }
}
