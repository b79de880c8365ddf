package io.lamplighter.driver.http;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import java.time.Clock;

/** Calls vendors over HTTP, and nobody but the address that it is given. */
final class HttpCaller implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    private final HttpClient http;
    private final Clock clock;
    private volatile boolean closed;

    HttpCaller(Vertx vertx, Clock clock) {
        this.clock = clock;
        this.http = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setKeepAliveTimeout(60)
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(10_000)
                .setDecompressionSupported(false));
    }

    /** Sends it; one subscription is one request. */
    Uni<Answer> send(Call call) {
        return Uni.createFrom()
                .<Answer>emitter(emitter -> {
                    if (closed) {
                        emitter.fail(new DriverException.Unreachable("the driver is closed", (Throwable) null));
                        return;
                    }
                    call.account().calls().made();
                    Exchange.start(http, call, clock, emitter);
                })
                .onFailure()
                .transform(failure -> Answers.failure(call.authority(), failure));
    }

    @Override
    public void close() {
        closed = true;
        http.close();
    }
}
