package io.lamplighter.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/** The devices-service and the observations-service as far as the gateway asks them; told what to answer by tests. */
public class StubServices implements QuarkusTestResourceLifecycleManager {
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/api/devices", StubServices::register);
        server.createContext("/api/devices/", StubServices::device);
        server.createContext("/api/observations/latest", StubServices::latest);
        server.createContext("/api/groups", StubServices::groups);
        server.createContext("/api/interactions", StubServices::interactions);
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        var settings = new HashMap<>(Map.of(
                "quarkus.rest-client.devices.url", url,
                "quarkus.rest-client.observations.url", url,
                "quarkus.rest-client.interactions.url", url,
                "lamplighter.commands.call-timeout", "PT1S",
                "lamplighter.commands.retry-delay", "PT0.05S",
                "lamplighter.commands.breaker-delay", "PT0.5S",
                "lamplighter.feed.heartbeat", "PT1S",
                "lamplighter.feed.max-waiting", "50",
                "lamplighter.feed.max-subscriptions", "20"));
        settings.put("lamplighter.commands.max-doubtful-per-account", "8");
        settings.put("lamplighter.feed.recent-records", "500");
        settings.put("lamplighter.feed.max-replay", "20000");
        settings.put("lamplighter.feed.vendors", "PT0.2S");
        settings.put("lamplighter.feed.max-sockets-per-user", "5");
        settings.put("lamplighter.members.group-refresh", "PT0.3S");
        settings.put("lamplighter.presence.beat", "PT0.5S");
        settings.put("lamplighter.presence.expiry", "PT3S");
        settings.put("lamplighter.vendors.swapped.driver", "fake");
        settings.put("lamplighter.vendors.quiet.driver", "fake");
        settings.put("lamplighter.vendors.quiet.quiet", "00:00-12:00,12:00-00:00");
        settings.put("lamplighter.vendors.retired.driver", "fake");
        settings.put("lamplighter.vendors.retired.enabled", "false");
        settings.put("lamplighter.vendors.fake.push", "false");
        settings.put("lamplighter.push.reconnect-delay", "PT0.1S");
        settings.put("mp.messaging.incoming.commands-in.heartbeat.interval.ms", "300");
        settings.put("lamplighter.accounts.secrets-refresh", "PT1H");
        settings.put("lamplighter.vendors.fake.accounts.secret.settings.region", "north");
        settings.put("lamplighter.vendors.fake.accounts.secret.secrets.key", "file:" + SECRET);
        settings.put("lamplighter.vendors.fake.accounts.thrifty.budget.calls", "20");
        settings.put("lamplighter.vendors.fake.accounts.thrifty.budget.per", "PT10S");
        settings.put("lamplighter.vendors.locked.driver", "shelly");
        settings.put("lamplighter.vendors.locked.push", "false");
        settings.put("lamplighter.vendors.locked.accounts.default.secrets.password", "file:" + PASSWORD);
        settings.put("lamplighter.vendors.batching.accounts.thrifty.budget.calls", "20");
        settings.put("lamplighter.vendors.batching.accounts.thrifty.budget.per", "PT10S");
        settings.put("lamplighter.vendors.batching.accounts.thrifty.budget.reserve", "0");
        return settings;
    }

    /** A file that tests write a secret to. */
    static final Path SECRET = secret("orchid-4711");

    private static final Path PASSWORD = secret("rose");

    private static Path secret(String value) {
        try {
            var file = Files.createTempFile("lamplighter-secret", "");
            file.toFile().deleteOnExit();
            return Files.writeString(file, value + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void device(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PATCH")) {
            written(exchange, "devices");
            return;
        }
        var path = exchange.getRequestURI().getPath();
        var known = Stubs.DEVICES.get(path.substring(path.lastIndexOf('/') + 1));
        answer(exchange, known == null ? 404 : 200, known == null ? "{}" : known);
    }

    private static void register(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (Stubs.AWAY.containsKey("devices")) {
            answer(exchange, 503, "{}");
            return;
        }
        if (body.contains("\"taken\"")) {
            answer(exchange, 409, """
                {"status":409,"title":"Taken","detail":"A device has these vendor ids.",
                 "violations":[{"field":"vendorIds","message":"are taken"}]}
                """);
            return;
        }
        var id = Devices.id().toString();
        var device = body.substring(0, body.lastIndexOf('}'))
                + ",\"id\":\"%s\",\"version\":1,\"updatedBy\":\"%s\",\"createdAt\":\"2026-01-01T00:00:00Z\",\"updatedAt\":\"2026-01-01T00:00:00Z\"}"
                        .formatted(id, exchange.getRequestHeaders().getFirst("X-Requested-By"));
        Stubs.REGISTERED.put(id, device);
        answer(exchange, 201, device);
    }

    /** Groups by name, each with the selector that a test has put there. */
    private static void groups(HttpExchange exchange) throws IOException {
        var name = exchange.getRequestURI().getQuery().replaceAll(".*name=([^&]*).*", "$1");
        var selector = Stubs.GROUPS.get(name);
        var group = selector == null
                ? ""
                : "{\"id\":\"%s\",\"name\":\"%s\",\"selector\":%s,\"updatedAt\":\"2026-01-01T00:00:00Z\",\"version\":1}"
                        .formatted(Devices.id(), name, selector);
        answer(exchange, 200, "{\"items\":[" + group + "],\"next\":null}");
    }

    private static void interactions(HttpExchange exchange) throws IOException {
        written(exchange, "interactions");
    }

    /** Remembers what was written, and answers as a test has said: a status and a body. */
    private static void written(HttpExchange exchange, String service) throws IOException {
        var headers = exchange.getRequestHeaders();
        Stubs.WRITTEN.put(
                service,
                String.join(
                        " | ",
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        String.valueOf(headers.getFirst("X-Requested-By")),
                        String.valueOf(headers.getFirst("Prefer")),
                        String.valueOf(headers.getFirst("If-Match")),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("ETag", "\"7\"");
        exchange.getResponseHeaders().add("Location", "http://internal:1234/api/" + service + "/1");
        var said = Stubs.ANSWERS.getOrDefault(service, "200 {}");
        answer(exchange, Integer.parseInt(said.substring(0, 3)), said.substring(4));
    }

    private static void latest(HttpExchange exchange) throws IOException {
        if (Stubs.AWAY.containsKey("observations")) {
            answer(exchange, 503, "{}");
            return;
        }
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var items = Stubs.LATEST.entrySet().stream()
                .filter(entry -> !query.contains("device=") || query.contains(entry.getKey()))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
        answer(exchange, 200, "{\"items\":[" + String.join(",", items) + "],\"next\":null}");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }
}
