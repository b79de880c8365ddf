package io.lamplighter.simulated;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is served where. */
final class VendorRoutes implements Handler<HttpServerRequest> {
    private static final long LARGEST_BODY = 65_536;

    private final Town town;
    private final Misbehaviour misbehaviour;
    private final Router router;
    private final AtomicInteger listeners = new AtomicInteger();
    private String authority = "";

    VendorRoutes(Vertx vertx, Town town, long seed) {
        this.town = town;
        this.misbehaviour = new Misbehaviour(vertx, seed);
        this.router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
        router.get("/devices").handler(this::listDevices);
        control("/control", request -> misbehaviour.ofAll(), (request, to) -> misbehaviour.ofAll(to));
        control(
                "/:device/control",
                request -> device(request).behaviour(),
                (request, to) -> device(request).behave(to));
        router.get("/:device/calls")
                .handler(request -> send(request, 200, device(request).calls().view()));
        router.get("/:device/shelly").handler(request -> well(request, this::info));
        router.post("/:device/rpc").handler(request -> well(request, this::callFramed));
        router.route("/:device/rpc/:method").handler(request -> well(request, this::callPlain));
        router.route().failureHandler(this::fail);
    }

    /** Tells where it listens, which the addresses of its devices begin with. */
    void serveAt(String hostAndPort) {
        authority = hostAndPort;
    }

    @Override
    public void handle(HttpServerRequest request) {
        if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            listen(request);
        } else {
            router.handle(request);
        }
    }

    /** How many websockets are open. */
    int listeners() {
        return listeners.get();
    }

    private void listen(HttpServerRequest request) {
        var path = request.path().split("/", -1);
        var device = path.length == 3 && path[2].equals("rpc") ? town.find(path[1]) : Optional.<SimulatedDevice>empty();
        if (device.isEmpty() || misbehaviour.of(device.get()).drop()) {
            request.response().setStatusCode(404).end();
            return;
        }
        var _ = request.toWebSocket()
                .onSuccess(socket -> new Channel(socket, device.get(), misbehaviour, listeners).open());
    }

    private void listDevices(RoutingContext request) {
        var listing = new JsonArray();
        town.devices().forEach(device -> listing.add(device.listing(authority)));
        sendText(request, 200, listing.encode());
    }

    private void control(
            String path, Function<RoutingContext, Behaviour> current, BiConsumer<RoutingContext, Behaviour> change) {
        router.get(path)
                .handler(request -> send(request, 200, current.apply(request).view()));
        router.put(path).handler(request -> {
            change.accept(request, Behaviour.of(body(request)));
            send(request, 200, current.apply(request).view());
        });
        router.delete(path).handler(request -> {
            change.accept(request, Behaviour.GOOD);
            send(request, 200, current.apply(request).view());
        });
    }

    private void well(RoutingContext request, Consumer<RoutingContext> answer) {
        var device = device(request);
        device.calls().asked();
        misbehaviour.apply(request, device, () -> run(request, answer));
    }

    /** Runs what may be late, outside of the router's own catching. */
    private static void run(RoutingContext request, Consumer<RoutingContext> answer) {
        try {
            answer.accept(request);
        } catch (RuntimeException e) {
            request.fail(e);
        }
    }

    private void info(RoutingContext request) {
        send(request, 200, device(request).info());
    }

    /** {@code /rpc/Method?id=0}, or with the parameters as a body: the result alone is the answer. */
    private void callPlain(RoutingContext request) {
        var parameters = HttpMethod.POST.equals(request.request().method()) ? body(request) : query(request);
        try {
            send(request, 200, called(device(request), request.pathParam("method"), parameters));
        } catch (RpcException e) {
            send(request, e.httpStatus(), e.view());
        }
    }

    /** {@code /rpc} with a frame: the answer is a frame. */
    private void callFramed(RoutingContext request) {
        var frame = body(request);
        if (!(frame.getValue("method") instanceof String method)) {
            throw new IllegalArgumentException("method: is missing");
        }
        var answer = new JsonObject()
                .put("id", frame.getValue("id"))
                .put("src", device(request).source());
        if (frame.containsKey("src")) {
            answer.put("dst", frame.getValue("src"));
        }
        try {
            var result = called(device(request), method, frame.getJsonObject("params", new JsonObject()));
            send(request, 200, answer.put("result", result));
        } catch (RpcException e) {
            send(request, e.httpStatus(), answer.put("error", e.view()));
        }
    }

    private JsonObject called(SimulatedDevice device, String method, JsonObject parameters) {
        return WrongClock.shift(
                Rpc.call(device, method, parameters), misbehaviour.of(device).clockOffset());
    }

    private SimulatedDevice device(RoutingContext request) {
        return town.find(request.pathParam("device")).orElseThrow(UnknownDeviceException::new);
    }

    private static JsonObject body(RoutingContext request) {
        var text = request.body().asString();
        return text == null || text.isBlank() ? new JsonObject() : new JsonObject(text);
    }

    private static JsonObject query(RoutingContext request) {
        var parameters = new JsonObject();
        request.queryParams().forEach(entry -> parameters.put(entry.getKey(), typed(entry.getValue())));
        return parameters;
    }

    /** Devices read a query as JSON, and what is not JSON as text. */
    private static Object typed(String text) {
        try {
            return Json.decodeValue(text);
        } catch (DecodeException e) {
            return text;
        }
    }

    private void fail(RoutingContext request) {
        switch (request.failure()) {
            case UnknownDeviceException e -> sendText(request, 404, "Not Found");
            case DecodeException e -> sendText(request, 400, "Bad Request");
            case IllegalArgumentException e -> send(request, 400, new JsonObject().put("message", e.getMessage()));
            case ClassCastException e -> sendText(request, 400, "Bad Request");
            case null, default -> sendText(request, request.statusCode() > 0 ? request.statusCode() : 500, "");
        }
    }

    private static void send(RoutingContext request, int status, JsonObject json) {
        sendText(request, status, json.encode());
    }

    private static void sendText(RoutingContext request, int status, String text) {
        if (!request.response().ended()) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(
                            "Content-Type",
                            text.startsWith("{") || text.startsWith("[") ? "application/json" : "text/plain")
                    .end(text);
        }
    }

    private static final class UnknownDeviceException extends RuntimeException {
        UnknownDeviceException() {
            super("no such device", null, false, false);
        }
    }
}
