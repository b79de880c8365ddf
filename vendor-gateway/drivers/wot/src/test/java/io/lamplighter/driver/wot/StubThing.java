package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.VendorDevice;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A device on a port of its own: what it answers by path, and what it was asked. */
final class StubThing implements AutoCloseable {
    /** Known by its name to the checks of the build. */
    private @interface CanIgnoreReturnValue {}

    private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    /** Method and target of each request, and after a blank what was sent. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** The headers of the last request. */
    volatile Map<String, String> headers = Map.of();

    StubThing(Vertx vertx) {
        this.server = Servient.await(vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> {
                    asked.add((request.method() + " " + request.uri() + " " + body).strip());
                    var named = new ConcurrentHashMap<String, String>();
                    request.headers()
                            .forEach(header ->
                                    named.put(header.getKey().toLowerCase(java.util.Locale.ROOT), header.getValue()));
                    headers = named;
                    answers.getOrDefault(request.path(), StubThing::nothingThere)
                            .accept(request);
                }))
                .listen(0, "127.0.0.1"));
    }

    private static void nothingThere(HttpServerRequest request) {
        request.response().setStatusCode(404).end();
    }

    @CanIgnoreReturnValue
    StubThing answering(String path, Consumer<HttpServerRequest> answer) {
        answers.put(path, answer);
        return this;
    }

    @CanIgnoreReturnValue
    StubThing answering(String path, String body) {
        return answering(path, request -> request.response().end(body));
    }

    @CanIgnoreReturnValue
    StubThing answering(String path, int status) {
        return answering(
                path, request -> request.response().setStatusCode(status).end());
    }

    /** Describes itself at {@code /td}; single quotes stand for double ones. */
    @CanIgnoreReturnValue
    StubThing described(String members) {
        return answering("/td", description(members));
    }

    static String description(String members) {
        return ("{'@context':'https://www.w3.org/2022/wot/td/v1.1','title':'Stub','id':'urn:stub',"
                        + "'securityDefinitions':{'none':{'scheme':'nosec'}},'security':'none'," + members + "}")
                .replace('\'', '"');
    }

    String authority() {
        return "127.0.0.1:" + server.actualPort();
    }

    VendorDevice device() {
        return device(Account.named("default"));
    }

    VendorDevice device(Account account) {
        return new VendorDevice(account, Map.of("td", "http://" + authority() + "/td"));
    }

    /** An account whose settings and secrets are these. */
    static Account account(Map<String, String> values) {
        return new Account("default", values, name -> Optional.ofNullable(values.get(name)));
    }

    @Override
    public void close() {
        Servient.await(server.close());
    }
}
