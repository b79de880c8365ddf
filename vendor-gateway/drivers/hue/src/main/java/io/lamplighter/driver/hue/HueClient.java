package io.lamplighter.driver.hue;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The vendor's API, at whichever bridge an account is. Redirects are not followed. */
final class HueClient implements AutoCloseable {
    private static final String RESOURCES = "/clip/v2/resource";
    private static final String HOME = "bridge_home";
    private static final String EVENTS = "/eventstream/clip/v2";
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,64}");
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /** A last resort against connections that hang for ever: whoever waits has given up long before. */
    private static final int ANSWER_TIMEOUT_MS = 60_000;

    /** A bridge is a small computer: few connections for calls, and one for each of those who listen. */
    private static final PoolOptions CALLS =
            new PoolOptions().setHttp1MaxSize(8).setMaxWaitQueueSize(10_000);

    private static final PoolOptions STREAMS =
            new PoolOptions().setHttp1MaxSize(1_000).setMaxWaitQueueSize(1_000);

    private static final int LARGEST_ANSWER = 256 * 1024;

    /** Of a bridge with thousands of devices. */
    private static final int LARGEST_LISTING = 16 * 1024 * 1024;

    private record Lines(HttpClient calls, HttpClient streams) {}

    private final Vertx vertx;
    private final Clock clock;
    private final Map<Bridge, Lines> bridges = new HashMap<>();
    private boolean closed;

    HueClient(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
    }

    /** All resources of the bridge. */
    Uni<Listing> all(Account account) {
        return call(account, HttpMethod.GET, RESOURCES, Buffer.buffer(), LARGEST_LISTING)
                .map(answer -> Answers.listing(answer, clock));
    }

    /** The bridge itself, which it shows to whoever has a key. */
    Uni<Listing> bridge(Account account) {
        return call(account, HttpMethod.GET, RESOURCES + "/bridge", Buffer.buffer(), LARGEST_ANSWER)
                .map(answer -> Answers.listing(answer, clock));
    }

    /** All resources of a type. */
    Uni<Listing> every(Account account, String type) {
        return call(account, HttpMethod.GET, RESOURCES + "/" + type, Buffer.buffer(), LARGEST_LISTING)
                .map(answer -> Answers.listing(answer, clock));
    }

    /** One resource. There is one home, which some bridges tell of only as such. */
    Uni<Listing> one(Account account, String type, String id) {
        if (type.equals(HOME)) {
            return every(account, type);
        }
        return call(account, HttpMethod.GET, path(type, id), Buffer.buffer(), LARGEST_ANSWER)
                .map(answer -> Answers.listing(answer, clock));
    }

    /** Changes one resource, once. */
    Uni<Void> change(Account account, String type, String id, Map<String, Object> body) {
        return call(account, HttpMethod.PUT, path(type, id), json(body), LARGEST_ANSWER)
                .invoke(answer -> Answers.checkChange(answer, clock))
                .replaceWithVoid();
    }

    /**
     * What happens from now on: the data of each event, empty for a sign of life.
     *
     * @param opened what to do with the events once the bridge tells them; they wait until they are asked for
     */
    <T> Multi<T> events(Account account, Function<Multi<String>, Multi<T>> opened) {
        return Multi.createFrom().deferred(() -> {
            var bridge = Bridge.of(account);
            var request = bridge.request(account, HttpMethod.GET, EVENTS).putHeader("Accept", "text/event-stream");
            return Call.send(lines(bridge).streams(), request, Buffer.buffer())
                    .onItem()
                    .transformToMulti(call -> checked(call)
                            .onItem()
                            .transformToMulti(stream -> opened.apply(stream.events()))
                            .onTermination()
                            .invoke(call::close))
                    .onFailure()
                    .transform(failure -> Answers.failure(bridge, failure));
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        bridges.values().forEach(lines -> {
            lines.calls().close();
            lines.streams().close();
        });
        bridges.clear();
    }

    private Uni<Call> checked(Call call) {
        var response = call.response();
        var type = String.valueOf(response.getHeader("Content-Type"));
        if (response.statusCode() == 200 && type.startsWith("text/event-stream")) {
            return Uni.createFrom().item(call);
        }
        return call.answer(LARGEST_ANSWER).map(answer -> {
            Answers.check(answer, clock);
            throw new DriverException.ProtocolViolation("the bridge answers no stream of events", null);
        });
    }

    private Uni<Answer> call(Account account, HttpMethod method, String path, Buffer body, int largest) {
        return Uni.createFrom().deferred(() -> {
            var bridge = Bridge.of(account);
            var request = bridge.request(account, method, path).setTimeout(ANSWER_TIMEOUT_MS);
            var line = lines(bridge).calls();
            account.calls().made();
            return Call.send(line, typed(request, body), body)
                    .chain(call -> call.answer(largest))
                    .onFailure()
                    .transform(failure -> Answers.failure(bridge, failure));
        });
    }

    private static RequestOptions typed(RequestOptions request, Buffer body) {
        return body.length() == 0 ? request : request.putHeader("Content-Type", "application/json");
    }

    private synchronized Lines lines(Bridge bridge) {
        if (closed) {
            throw new DriverException.Unreachable("the driver is closed", (Throwable) null);
        }
        return bridges.computeIfAbsent(bridge, this::connect);
    }

    private Lines connect(Bridge bridge) {
        var calls = bridge.client().setConnectTimeout(CONNECT_TIMEOUT_MS).setKeepAliveTimeout(60);
        var streams = bridge.client().setConnectTimeout(CONNECT_TIMEOUT_MS).setTcpKeepAlive(true);
        return new Lines(vertx.createHttpClient(calls, CALLS), vertx.createHttpClient(streams, STREAMS));
    }

    private static String path(String type, String id) {
        if (!ID.matcher(id).matches()) {
            throw new DriverException.ProtocolViolation("the bridge tells an id that is none", null);
        }
        return RESOURCES + "/" + type + "/" + id;
    }

    private static Buffer json(Map<String, Object> body) {
        try {
            return Buffer.buffer(Listing.JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new DriverException.Rejected("the value cannot be sent");
        }
    }
}
