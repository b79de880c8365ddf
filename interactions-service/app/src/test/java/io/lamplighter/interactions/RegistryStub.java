package io.lamplighter.interactions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lamplighter.devices.api.LabelExpression;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A registry that knows the devices it was told of ({@code PUT /devices/ID}) and can be told to be away. The vendor
 * {@code endless} has devices without end.
 */
public class RegistryStub implements QuarkusTestResourceLifecycleManager {
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, JsonNode> devices = new ConcurrentSkipListMap<>();
    private volatile boolean away;
    private volatile byte[] signal = new byte[0];
    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        var address = "http://127.0.0.1:" + server.getAddress().getPort();
        return Map.of(
                "quarkus.rest-client.devices.url",
                address,
                "lamplighter.interactions.most-runs",
                "2000",
                "lamplighter.vendors.sleepy.quiet", // day and night
                "00:00-12:00,12:00-00:00",
                "lamplighter.signals.sources.grid.url",
                address + "/signal",
                "lamplighter.signals.sources.grid.value",
                "/data/0/intensity/actual",
                "lamplighter.signals.sources.timed.url",
                address + "/signal",
                "lamplighter.signals.sources.timed.value",
                "/data/0/intensity/actual",
                "lamplighter.signals.sources.timed.valid-at",
                "/data/0/from",
                "lamplighter.signals.sources.timed.max-age",
                "PT1H");
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (path.equals("/signal")) {
            signal(exchange);
        } else if (path.startsWith("/away/")) {
            away = Boolean.parseBoolean(path.substring(6));
            send(exchange, 204, null);
        } else if (path.startsWith("/devices/")) {
            devices.put(path.substring(9), mapper.readTree(exchange.getRequestBody()));
            send(exchange, 204, null);
        } else if (away) {
            send(exchange, 503, Map.of("status", 503));
        } else {
            send(exchange, 200, page(parameters(exchange.getRequestURI().getRawQuery())));
        }
    }

    /** Answers what was last put; nothing but errors when that was empty. */
    private void signal(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            signal = exchange.getRequestBody().readAllBytes();
            send(exchange, 204, null);
        } else if (signal.length == 0) {
            send(exchange, 500, Map.of("status", 500));
        } else {
            exchange.sendResponseHeaders(200, signal.length);
            exchange.getResponseBody().write(signal);
            exchange.close();
        }
    }

    private Map<String, Object> page(Map<String, List<String>> query) {
        int limit = Integer.parseInt(query.get("limit").getFirst());
        var after = query.getOrDefault("after", List.of("")).getFirst();
        if (query.getOrDefault("vendor", List.of()).contains("endless")) {
            return endless(limit);
        }
        var asked = query.containsKey("id")
                ? query.get("id").stream().sorted().map(devices::get).filter(Objects::nonNull)
                : devices.values().stream();
        var items = asked.filter(device -> device.get("id").asText().compareTo(after) > 0)
                .filter(device -> !query.containsKey("vendor")
                        || query.get("vendor").contains(device.get("vendor").asText()))
                .filter(device -> !query.containsKey("type")
                        || query.get("type").contains(device.get("type").asText()))
                .filter(device -> !query.containsKey("enabled")
                        || query.get("enabled").contains(device.get("enabled").asText()))
                .filter(device -> query.getOrDefault("labels", List.of()).stream()
                        .allMatch(
                                expression -> LabelExpression.parse(expression).test(labels(device))))
                .filter(device -> query.getOrDefault("label", List.of()).stream()
                        .allMatch(label -> label.substring(label.indexOf(':') + 1)
                                .equals(device.get("labels")
                                        .path(label.substring(0, label.indexOf(':')))
                                        .asText())))
                .limit(limit + 1L)
                .toList();
        var answer = new TreeMap<String, Object>();
        boolean more = items.size() > limit;
        answer.put("items", more ? items.subList(0, limit) : items);
        answer.put("next", more ? items.get(limit - 1).get("id").asText() : null);
        return answer;
    }

    private static Map<String, String> labels(JsonNode device) {
        var labels = new TreeMap<String, String>();
        device.get("labels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return labels;
    }

    private static Map<String, Object> endless(int limit) {
        var items = Stream.generate(UUID::randomUUID)
                .limit(limit)
                .map(id -> Map.<String, Object>of(
                        "id", id, "name", "E", "type", "plug", "vendor", "endless", "enabled", true, "labels",
                        Map.of()))
                .toList();
        return Map.of("items", items, "next", "on");
    }

    private static Map<String, List<String>> parameters(String query) {
        var parameters = new TreeMap<String, List<String>>();
        for (var pair : query.split("&", -1)) {
            var parts = pair.split("=", 2);
            parameters
                    .computeIfAbsent(parts[0], name -> new ArrayList<>())
                    .add(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private void send(HttpExchange exchange, int status, Object body) throws IOException {
        var bytes = body == null ? new byte[0] : mapper.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
