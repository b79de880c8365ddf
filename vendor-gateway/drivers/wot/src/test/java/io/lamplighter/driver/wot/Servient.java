package io.lamplighter.driver.wot;

import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A servient with two thousand lamps, under control. Their descriptions must be asked for again each time ({@code no-cache}), so
 * that every read is as many calls; and it is a directory of them.
 */
final class Servient implements FakeBackend {
    private static final int LAMPS = 2_000;
    private static final String ETAG = "\"1\"";

    /** What one lamp holds, who listens to it, and how often it was asked. */
    private static final class Lamp {
        private final JsonObject values;
        private final Set<HttpServerResponse> listeners = ConcurrentHashMap.newKeySet();
        private final AtomicLong calls = new AtomicLong();

        private Lamp(int number) {
            values = new JsonObject()
                    .put("on", number % 2 == 0)
                    .put("level", 10.0 + number % 90)
                    .put("mode", "calm")
                    .put("climate", new JsonObject().put("airTemperature", 20.5).put("humidity", 40));
        }
    }

    private final Map<Integer, Lamp> lamps = new ConcurrentHashMap<>();
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Vertx vertx;
    private final HttpServer server;
    private final int port;
    private volatile Optional<Fault> fault = Optional.empty();

    Servient(Vertx vertx) {
        this.vertx = vertx;
        for (var number = 0; number < LAMPS; number++) {
            lamps.put(number, new Lamp(number));
        }
        this.server = await(vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .connectionHandler(this::connected)
                .requestHandler(this::answer)
                .listen(0));
        this.port = server.actualPort();
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public VendorDevice device(int number) {
        return new VendorDevice("default", Map.of("td", "http://127.0.0.1:%d/lamps/%d".formatted(port, number)));
    }

    @Override
    public VendorDevice unknownDevice() {
        return device(LAMPS);
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        var values = lamp(device).values;
        var climate = values.getJsonObject("climate");
        return Map.of(
                "on", values.getBoolean("on"),
                "brightness", values.getDouble("level"),
                "mode", values.getString("mode"),
                "climate_air_temperature", climate.getDouble("airTemperature"),
                "climate_humidity", climate.getDouble("humidity"));
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(device(2), new Setting("brightness", 80.0), new Setting("brightness", 20.5));
    }

    @Override
    public String discoverableAt() {
        return "127.0.0.1:" + port;
    }

    @Override
    public int subscriptions() {
        return lamps.values().stream().mapToInt(lamp -> lamp.listeners.size()).sum();
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        write(lamp(device), setting.name().equals("brightness") ? "level" : setting.name(), setting.value());
    }

    @Override
    public long calls(VendorDevice device) {
        return lamp(device).calls.get();
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    @Override
    public void inflict(Optional<Fault> wrong) {
        fault = wrong;
        if (wrong.equals(Optional.of(Fault.CUT_OFF))) {
            connections.forEach(connection -> await(connection.close()));
        }
    }

    @Override
    public void close() {
        await(server.close());
    }

    private Lamp lamp(VendorDevice device) {
        var td = device.vendorId("td");
        return lamps.get(Integer.parseInt(td.substring(td.lastIndexOf('/') + 1)));
    }

    private void connected(HttpConnection connection) {
        if (fault.equals(Optional.of(Fault.CUT_OFF))) {
            connection.close().onComplete(closed -> {});
            return;
        }
        connections.add(connection);
        connection.closeHandler(closed -> connections.remove(connection));
    }

    private void answer(HttpServerRequest request) {
        var parts = request.path().split("/", -1);
        var lamp = parts.length > 2 && parts[2].matches("[0-9]+") ? lamps.get(Integer.parseInt(parts[2])) : null;
        if (lamp != null) {
            lamp.calls.incrementAndGet();
        }
        if (fault.isPresent()) {
            misbehave(request.response(), fault.get());
        } else if (request.path().equals("/.well-known/wot")) {
            request.response().end(directory().encode());
        } else if (request.path().equals("/lamps")) {
            list(request);
        } else if (lamp == null) {
            request.response().setStatusCode(404).end();
        } else {
            answer(request, lamp, Integer.parseInt(parts[2]), parts.length > 3 ? parts[3] : "");
        }
    }

    private void answer(HttpServerRequest request, Lamp lamp, int number, String what) {
        switch (what) {
            case "" -> describe(request, number);
            case "all" -> request.response().end(lamp.values.encode());
            case "told" -> listen(request.response(), lamp);
            default -> property(request, lamp, what);
        }
    }

    private static void describe(HttpServerRequest request, int number) {
        var response = request.response().putHeader("ETag", ETAG).putHeader("Cache-Control", "no-cache");
        if (ETAG.equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
        } else {
            response.putHeader("Content-Type", "application/td+json")
                    .end(description(number).encode());
        }
    }

    private void property(HttpServerRequest request, Lamp lamp, String name) {
        if (!lamp.values.containsKey(name)) {
            request.response().setStatusCode(404).end();
        } else if (request.method().equals(HttpMethod.PUT)) {
            request.body().onSuccess(body -> {
                write(lamp, name, body.toJsonValue());
                request.response().setStatusCode(204).end();
            });
        } else {
            request.response().end(Json.encode(lamp.values.getValue(name)));
        }
    }

    private static void listen(HttpServerResponse response, Lamp lamp) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        lamp.listeners.add(response);
        response.closeHandler(closed -> lamp.listeners.remove(response));
        response.write(": welcome\n\n");
    }

    private static void write(Lamp lamp, String name, Object value) {
        lamp.values.put(name, value);
        var message = "event: %s\ndata: %s\nid: %s\n\n".formatted(name, Json.encode(value), Instant.now());
        lamp.listeners.forEach(listener -> listener.write(message));
    }

    private void misbehave(HttpServerResponse response, Fault wrong) {
        switch (wrong) {
            case SLOW -> {
                var timer = vertx.setTimer(60_000, tick -> response.end());
                response.closeHandler(closed -> vertx.cancelTimer(timer));
            }
            case RUDE -> response.end("{\"on\": tru");
            case RATE_LIMITED ->
                response.setStatusCode(429).putHeader("Retry-After", "7").end();
            case CUT_OFF -> response.reset();
        }
    }

    private static JsonObject directory() {
        return new JsonObject()
                .put("@context", "https://www.w3.org/2022/wot/td/v1.1")
                .put("@type", "ThingDirectory")
                .put("title", "Lamps")
                .put("securityDefinitions", new JsonObject().put("none", new JsonObject().put("scheme", "nosec")))
                .put("security", "none")
                .put(
                        "properties",
                        new JsonObject()
                                .put(
                                        "things",
                                        new JsonObject()
                                                .put("type", "array")
                                                .put(
                                                        "forms",
                                                        new JsonArray()
                                                                .add(new JsonObject()
                                                                        .put("href", "/lamps?limit=10")))));
    }

    /** Thirty of them, in pages of ten. */
    private static void list(HttpServerRequest request) {
        var from = Integer.parseInt(request.getParam("from", "0"));
        var page = new JsonArray();
        for (var number = from; number < from + 10; number++) {
            page.add(description(number));
        }
        if (from < 20) {
            request.response().putHeader("Link", "</lamps?limit=10&from=%d>; rel=\"next\"".formatted(from + 10));
        }
        request.response().end(page.encode());
    }

    private static JsonObject description(int number) {
        var properties = new JsonObject()
                .put("on", property("on", "boolean").put("@type", "OnOffProperty"))
                .put(
                        "level",
                        property("level", "number")
                                .put("@type", "BrightnessProperty")
                                .put("unit", "percent")
                                .put("minimum", 0)
                                .put("maximum", 100))
                .put(
                        "mode",
                        property("mode", "string")
                                .put("enum", new JsonArray().add("calm").add("party")))
                .put(
                        "climate",
                        property("climate", "object")
                                .put("readOnly", true)
                                .put(
                                        "properties",
                                        new JsonObject()
                                                .put(
                                                        "airTemperature",
                                                        new JsonObject()
                                                                .put("type", "number")
                                                                .put("unit", "degree celsius"))
                                                .put(
                                                        "humidity",
                                                        new JsonObject()
                                                                .put("type", "integer")
                                                                .put("unit", "%"))));
        return new JsonObject()
                .put("@context", "https://www.w3.org/2022/wot/td/v1.1")
                .put("@type", new JsonArray().add("Light"))
                .put("id", Integer.toString(number))
                .put("title", "Lamp " + number)
                .put("base", "/lamps/%d/".formatted(number))
                .put("securityDefinitions", new JsonObject().put("none", new JsonObject().put("scheme", "nosec")))
                .put("security", new JsonArray().add("none"))
                .put("properties", properties)
                .put(
                        "forms",
                        new JsonArray()
                                .add(new JsonObject().put("href", "all").put("op", "readallproperties"))
                                .add(new JsonObject()
                                        .put("href", "told")
                                        .put("op", "observeallproperties")
                                        .put("subprotocol", "sse")));
    }

    private static JsonObject property(String name, String type) {
        return new JsonObject().put("type", type).put("forms", new JsonArray().add(new JsonObject().put("href", name)));
    }
}
