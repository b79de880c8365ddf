package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;

/** Asks over HTTP. Redirects are not followed; certificates must be trusted by the Java runtime and be for the name. */
final class WotClient implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 3_000;

    /** A last resort against connections that hang for ever: whoever waits has given up long before. */
    private static final int ANSWER_TIMEOUT_MS = 60_000;

    private final HttpClient asking;
    private final HttpClient listening;
    private volatile boolean closed;

    WotClient(Vertx vertx) {
        this.asking = vertx.createHttpClient(options()
                .setKeepAliveTimeout(60)
                // Most devices are a host of their own; the many are for servients with many things.
                .setMaxPoolSize(64)
                .setMaxWaitQueueSize(10_000));
        // A connection for each stream; the room for so many is taken for each host.
        this.listening = vertx.createHttpClient(
                options().setKeepAliveTimeout(5).setMaxPoolSize(1_024).setMaxWaitQueueSize(64));
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MS).setDecompressionSupported(false);
    }

    /** The answer, whatever its status. */
    Uni<Answer> ask(Account account, Request request) {
        return exchange(asking, account, request, ANSWER_TIMEOUT_MS, () -> {})
                .onSubscription()
                .invoke(account.calls()::made);
    }

    /**
     * The answer, whatever its status and however long it takes to come. It is what a subscription stays open with, and so no call.
     *
     * @param sent called when the request is on its way
     */
    Uni<Answer> waitFor(Account account, Request request, Runnable sent) {
        return exchange(listening, account, request, 0, sent);
    }

    /** For streams that do not end. */
    HttpClient listening() {
        return listening;
    }

    void requireOpen() {
        if (closed) {
            throw isClosed();
        }
    }

    static DriverException isClosed() {
        return new DriverException.Unreachable("the driver is closed", (Throwable) null);
    }

    @Override
    public void close() {
        closed = true;
        asking.close();
        listening.close();
    }

    private Uni<Answer> exchange(HttpClient client, Account account, Request request, int timeout, Runnable sent) {
        return Uni.createFrom()
                .<Answer>emitter(emitter -> {
                    requireOpen();
                    var options = request.options(account).setTimeout(timeout);
                    Exchange.start(client, options, request, account, sent, emitter);
                })
                .onFailure()
                .transform(failure -> Answers.failure(Urls.shown(request.url()), failure));
    }
}
