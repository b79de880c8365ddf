package io.lamplighter.driver.hue;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Servers over HTTPS that answer what a test wants, and accounts for them. */
final class Servers implements AutoCloseable {
    static final Certificates CERTIFICATE = Certificates.selfSigned("001788fffe123456");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    Vertx vertx() {
        return vertx;
    }

    /** Method and URI of each call so far. */
    List<String> asked() {
        return asked;
    }

    /** Starts a server; answers its port. */
    int start(Certificates certificate, Consumer<HttpServerRequest> answer) {
        var options = new HttpServerOptions().setSsl(true).setUseAlpn(true).setKeyCertOptions(certificate.forServer());
        return await(vertx.createHttpServer(options)
                        .requestHandler(request -> {
                            asked.add(request.method() + " " + request.uri());
                            answer.accept(request);
                        })
                        .listen(0, "127.0.0.1"))
                .actualPort();
    }

    /** Starts a server and answers an account for it. */
    Account serve(Consumer<HttpServerRequest> answer) {
        return account(start(CERTIFICATE, answer), Map.of("fingerprint", CERTIFICATE.fingerprint()));
    }

    static Account account(int port, Map<String, String> more) {
        var settings = new HashMap<>(Map.of("address", "127.0.0.1:" + port));
        settings.putAll(more);
        return new Account("hall", settings, secret -> Optional.of("a-key").filter(key -> secret.equals(Bridge.KEY)));
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    static DriverException failure(Uni<?> call) {
        return await(call.map(answer -> (Throwable) new AssertionError("it answered " + answer))
                .onFailure()
                .recoverWithItem(thrown -> thrown)
                .map(DriverException.class::cast));
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(Duration.ofSeconds(30));
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
