package io.lamplighter.observations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Answers for the registry: every UUIDv7 is a device, no UUIDv4 is one, and it breaks down when it is asked for an id
 * that begins with {@link Devices#TROUBLE}.
 */
public class RegistryStub implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/devices", RegistryStub::answer);
        server.start();
        return Map.of(
                "quarkus.rest-client.devices.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "lamplighter.registry.purge-every",
                "PT0.3S",
                "lamplighter.registry.purge-after",
                "PT0.1S");
    }

    private static void answer(HttpExchange exchange) throws IOException {
        var ids = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .filter(each -> each.startsWith("id="))
                .map(each -> each.substring(3))
                .toList();
        var broken = ids.size() > 100 || ids.stream().anyMatch(id -> id.startsWith(Devices.TROUBLE));
        var items = ids.stream()
                .filter(id -> id.charAt(14) == '7')
                .map(Devices::json)
                .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":null}"));
        var body = items.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(broken ? 503 : 200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
