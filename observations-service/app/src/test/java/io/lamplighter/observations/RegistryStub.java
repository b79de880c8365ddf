package io.lamplighter.observations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers for the registry: every UUIDv7 is a device, no UUIDv4 is one, and it breaks down when it is asked for an id
 * that begins with {@link Devices#TROUBLE}.
 */
public class RegistryStub implements QuarkusTestResourceLifecycleManager {
    private static final Map<String, List<String>> FLEETS = new ConcurrentHashMap<>();
    private static final AtomicInteger ASKED = new AtomicInteger();

    private HttpServer server;

    /** Devices that are found by the label {@code fleet:name}. */
    public static void fleet(String name, List<UUID> devices) {
        FLEETS.put(name, devices.stream().map(UUID::toString).sorted().toList());
    }

    /** How often the registry and the interactions-service were asked. */
    public static int asked() {
        return ASKED.get();
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/devices", RegistryStub::answer);
        server.createContext("/api/runs", RegistryStub::runs);
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.ofEntries(
                Map.entry("quarkus.rest-client.devices.url", url),
                Map.entry("quarkus.rest-client.interactions.url", url),
                Map.entry("lamplighter.stalls.look-every", "PT0.3S"),
                Map.entry("lamplighter.stalls.stalled-after", "PT1S"),
                Map.entry("lamplighter.registry.purge-every", "PT0.3S"),
                Map.entry("lamplighter.registry.purge-after", "PT0.1S"),
                Map.entry("lamplighter.rollups.least", "4"),
                Map.entry("lamplighter.ingest.backlog", "5000"),
                Map.entry("lamplighter.ingest.read-within", "PT12S"),
                Map.entry("lamplighter.limits.rules[0].name", "limited_temperature"),
                Map.entry("lamplighter.limits.rules[0].units", "Cel"),
                Map.entry("lamplighter.limits.rules[0].min", "-40"),
                Map.entry("lamplighter.limits.rules[0].max", "125"),
                Map.entry("lamplighter.limits.rules[1].name", "limited_*"),
                Map.entry("lamplighter.limits.rules[1].min", "0"),
                Map.entry("lamplighter.limits.rules[1].values", "open,closed,true"),
                Map.entry("lamplighter.retention.rules[0].name", "forgotten_*"),
                Map.entry("lamplighter.retention.rules[0].keep", "P30D"),
                Map.entry("lamplighter.retention.rules[0].keep-rollups", "P10Y"),
                Map.entry("lamplighter.retention.rules[1].name", "gone"),
                Map.entry("lamplighter.retention.rules[1].keep", "P30D"),
                Map.entry("lamplighter.retention.rules[2].kind", "status"),
                Map.entry("lamplighter.retention.rules[2].keep", "P20Y"));
    }

    private static void answer(HttpExchange exchange) throws IOException {
        ASKED.incrementAndGet();
        if (exchange.getRequestURI().getQuery().contains("label=")) {
            fleet(exchange);
            return;
        }
        var ids = Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                .filter(each -> each.startsWith("id="))
                .map(each -> each.substring(3))
                .toList();
        var broken = ids.size() > 100 || ids.stream().anyMatch(id -> id.startsWith(Devices.TROUBLE));
        var items = ids.stream()
                .filter(id -> id.charAt(14) == '7')
                .map(Devices::json)
                .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":null}"));
        respond(exchange, broken ? 503 : 200, items);
    }

    private static void fleet(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        var all = FLEETS.getOrDefault(parameter(query, "label").replace("fleet:", ""), List.of());
        var after = parameter(query, "after");
        var limit = Integer.parseInt(parameter(query, "limit"));
        var rest = all.stream().filter(id -> id.compareTo(after) > 0).toList();
        var page = rest.stream().limit(limit).toList();
        var next = page.size() < rest.size() ? "\"" + page.getLast() + "\"" : "null";
        respond(
                exchange,
                200,
                page.stream()
                        .map(Devices::json)
                        .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":" + next + "}")));
    }

    private static void runs(HttpExchange exchange) throws IOException {
        ASKED.incrementAndGet();
        var running = "dispatched".equals(parameter(exchange.getRequestURI().getQuery(), "state"))
                ? FLEETS.values().stream().flatMap(List::stream)
                : Stream.<String>empty();
        respond(
                exchange,
                200,
                running.limit(1000)
                        .map(RegistryStub::run)
                        .collect(Collectors.joining(",", "{\"items\":[", "],\"next\":null}")));
    }

    private static String run(String device) {
        return """
        {"id":"%s","interactionId":"%s","deviceId":"%s","task":"pull_status","arguments":{},"state":"dispatched","attempts":1,
        "dueAt":"2026-11-21T08:00:00Z","requestedBy":"ada","version":2}""".formatted(device, device, device);
    }

    private static String parameter(String query, String name) {
        return Arrays.stream(query.split("&"))
                .filter(each -> each.startsWith(name + "="))
                .map(each -> each.substring(name.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        var body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void stop() {
        server.stop(0);
    }
}
