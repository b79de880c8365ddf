package io.lamplighter.driver.hue;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.Setting;
import io.lamplighter.driver.VendorDevice;
import io.lamplighter.driver.tck.FakeBackend;
import io.lamplighter.driver.tck.Fault;
import io.lamplighter.driver.tck.Trial;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A bridge with thousands of lights: CLIP version 2 over HTTPS with a certificate of its own, and its event stream. */
final class FakeBridge implements FakeBackend {
    static final String KEY = "key-of-the-kitchen-bridge";
    private static final int LIGHTS = 2_000;
    private static final String RESOURCES = "/clip/v2/resource";
    private static final Certificates CERTIFICATE = Certificates.selfSigned("ecb5fafffe84fdc7");

    private static final List<String> RUBBISH = List.of(
            "",
            "{\"errors\":[],\"data\":[{\"id\":\"",
            "<html>Hello</html>",
            "[]",
            "{\"errors\":[]}",
            "{\"data\":{}}",
            "{\"data\":[7]}",
            "{\"data\":[{\"type\":\"device\",\"id\":5}]}",
            "{\"data\":[{\"type\":\"device\",\"id\":\"somebody-else\"}]}",
            "{\"data\":[]} {}");

    private final Vertx vertx = Vertx.vertx();
    private final House house = House.of(LIGHTS);
    private final Map<String, AtomicLong> calls = new ConcurrentHashMap<>();
    private final AtomicLong callsOfAll = new AtomicLong();
    private final AtomicInteger rubbish = new AtomicInteger();
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Optional<Fault> fault = Optional.empty();
    private final int port;
    private volatile Duration travelled = Duration.ZERO;
    private HttpServer server;

    FakeBridge() {
        server = listen(0);
        port = server.actualPort();
    }

    /** What is behind it. */
    House house() {
        return house;
    }

    /** Method and path of each call so far. */
    List<String> asked() {
        return asked;
    }

    /** Tells whoever listens that something is so. */
    void tell(String type, JsonObject... resources) {
        var event = new JsonObject()
                .put("creationtime", now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("data", new JsonArray(List.of(resources)));
        var text = "id: %d:0\ndata: %s\n\n".formatted(now().getEpochSecond(), new JsonArray().add(event));
        streams.forEach(stream -> stream.write(text));
    }

    @Override
    public VendorDevice device(int number) {
        return named(House.id("device", number));
    }

    @Override
    public int devices() {
        return LIGHTS;
    }

    @Override
    public VendorDevice unknownDevice() {
        return named(House.id("device", "nowhere"));
    }

    VendorDevice named(String id) {
        return new VendorDevice(account(), Map.of("device", id));
    }

    @Override
    public Map<String, Object> truth(VendorDevice device) {
        var light = house.resource("light", light(device));
        return Map.of(
                "on",
                light.getJsonObject("on").getBoolean("on"),
                "brightness",
                light.getJsonObject("dimming").getDouble("brightness"),
                "color_temperature",
                light.getJsonObject("color_temperature").getDouble("mirek"));
    }

    @Override
    public Trial statusTrial() {
        return new Trial(device(0), new Setting("on", true), new Setting("on", false));
    }

    @Override
    public Trial attributeTrial() {
        return new Trial(device(2), new Setting("brightness", 80.0), new Setting("brightness", 20.0));
    }

    @Override
    public String discoverableAt() {
        return "127.0.0.1:" + port;
    }

    @Override
    public Account account() {
        return account(KEY);
    }

    @Override
    public Account wrongAccount() {
        return account("key-of-the-neighbour");
    }

    private Account account(String key) {
        return new Account(
                "kitchen",
                Map.of("address", discoverableAt(), "fingerprint", CERTIFICATE.fingerprint()),
                name -> Optional.of(key).filter(secret -> name.equals("application-key")));
    }

    @Override
    public int subscriptions() {
        return streams.size();
    }

    @Override
    public void change(VendorDevice device, Setting setting) {
        tell(
                "update",
                house.change(light(device), new JsonObject(Change.of(setting).body())));
    }

    @Override
    public long calls(VendorDevice device) {
        return callsOfAll.get() + count(device.vendorId("device")).get();
    }

    @Override
    public Set<Fault> faults() {
        return Set.of(Fault.values());
    }

    @Override
    public void inflict(Optional<Fault> next) {
        fault = next;
        if (next.equals(Optional.of(Fault.CUT_OFF))) {
            await(server.close());
            server = null;
        } else if (server == null) {
            server = listen(port);
        }
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.of(Duration.ofSeconds(7));
    }

    @Override
    public boolean travel(Duration by) {
        travelled = by;
        return true;
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private HttpServer listen(int at) {
        var options = new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(CERTIFICATE.forServer());
        return await(vertx.createHttpServer(options).requestHandler(this::take).listen(at, "127.0.0.1"));
    }

    private void take(HttpServerRequest request) {
        asked.add(request.method() + " " + request.path());
        var parts = request.path().startsWith(RESOURCES + "/")
                ? request.path().substring(RESOURCES.length() + 1).split("/")
                : new String[0];
        (parts.length == 2 ? count(house.owner(parts[1])) : callsOfAll).incrementAndGet();
        if (fault.isPresent()) {
            misbehave(request, fault.get());
        } else if (!KEY.equals(request.getHeader("hue-application-key"))) {
            answer(request, 403, "errors", new JsonArray().add(new JsonObject().put("description", "unauthorized")));
        } else if (request.path().equals("/eventstream/clip/v2")) {
            stream(request);
        } else if (request.path().equals(RESOURCES)) {
            answer(request, 200, house.all());
        } else if (parts.length == 1) {
            answer(request, 200, "data", house.ofType(parts[0]));
        } else {
            resource(request, parts[0], parts[1]);
        }
    }

    private void misbehave(HttpServerRequest request, Fault with) {
        switch (with) {
            case RUDE -> request.response().end(RUBBISH.get(rubbish.getAndIncrement() % RUBBISH.size()));
            case RATE_LIMITED ->
                request.response()
                        .setStatusCode(429)
                        .putHeader("Retry-After", "7")
                        .end();
            case SLOW -> {
                // Answers when the test has long ended.
            }
            case CUT_OFF -> request.connection().close();
        }
    }

    private void resource(HttpServerRequest request, String type, String id) {
        var resource = house.resource(type, id);
        if (resource == null) {
            answer(request, 404, "errors", new JsonArray().add(new JsonObject().put("description", "Not Found")));
        } else if (request.method().equals(HttpMethod.PUT)) {
            request.body().onSuccess(body -> change(request, type, id, body.toString()));
        } else {
            answer(request, 200, "data", new JsonArray().add(resource));
        }
    }

    private void change(HttpServerRequest request, String type, String id, String body) {
        try {
            var told = house.change(id, new JsonObject(body));
            answer(
                    request,
                    200,
                    "data",
                    new JsonArray().add(new JsonObject().put("rid", id).put("rtype", type)));
            tell("update", told);
        } catch (DecodeException broken) {
            answer(request, 400, "errors", new JsonArray().add(new JsonObject().put("description", "invalid")));
        }
    }

    private void stream(HttpServerRequest request) {
        var response = request.response();
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
        streams.add(response);
        response.closeHandler(closed -> streams.remove(response));
        response.exceptionHandler(reset -> streams.remove(response));
        response.write(": hi\n\n");
    }

    private void answer(HttpServerRequest request, int status, String field, JsonArray content) {
        var body = new JsonObject()
                .put("errors", new JsonArray())
                .put("data", new JsonArray())
                .put(field, content);
        answer(request, status, body.toBuffer());
    }

    private void answer(HttpServerRequest request, int status, Buffer body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(now().atOffset(ZoneOffset.UTC)))
                .end(body);
    }

    private Instant now() {
        return Instant.now().plus(travelled);
    }

    private AtomicLong count(String owner) {
        return calls.computeIfAbsent(owner, unseen -> new AtomicLong());
    }

    private static String light(VendorDevice device) {
        return House.id("light", device.vendorId("device"));
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
