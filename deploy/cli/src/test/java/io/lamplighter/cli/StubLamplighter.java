package io.lamplighter.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A server that answers with literal JSON and remembers what it was asked. */
final class StubLamplighter implements AutoCloseable {
    /** A request as it came: method, path with query, headers that matter, body. */
    record Asked(
            String method, String path, String user, String prefer, String ifMatch, String contentType, String body) {}

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    StubLamplighter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers to this method and path (with its query); several are given one after another, the last one for ever. */
    void on(String methodAndPath, int status, String body) {
        answers.computeIfAbsent(methodAndPath, key -> new ArrayDeque<>()).add(new Answer(status, body));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Asked> asked(String method) {
        return asked.stream().filter(request -> request.method().equals(method)).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var path = exchange.getRequestURI().toString();
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    headers.getFirst("X-Requested-By"),
                    headers.getFirst("Prefer"),
                    headers.getFirst("If-Match"),
                    headers.getFirst("Content-Type"),
                    body));
            var answer = next(exchange.getRequestMethod() + " " + path);
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private synchronized Answer next(String methodAndPath) {
        var prepared = answers.get(methodAndPath);
        if (prepared == null) {
            return new Answer(
                    404, "{\"title\":\"Not Found\",\"status\":404,\"detail\":\"%s\"}".formatted(methodAndPath));
        }
        return prepared.size() > 1 ? prepared.poll() : prepared.peek();
    }
}
