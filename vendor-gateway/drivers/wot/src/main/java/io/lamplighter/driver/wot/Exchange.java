package io.lamplighter.driver.wot;

import io.lamplighter.driver.Account;
import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** One request and its answer, of bounded size, given up when nobody waits for it any more. */
final class Exchange {
    private final Request request;
    private final Account account;
    private final Runnable sent;
    private final UniEmitter<? super Answer> emitter;
    private final Buffer received = Buffer.buffer();
    private Nearness there = Nearness.NOWHERE;
    private HttpClientRequest open;
    private boolean over;

    private Exchange(Request request, Account account, Runnable sent, UniEmitter<? super Answer> emitter) {
        this.sent = sent;
        this.request = request;
        this.account = account;
        this.emitter = emitter;
    }

    /**
     * Begins.
     *
     * @param sent called when all of the request has been handed to the connection
     */
    @SuppressWarnings("checkstyle:ParameterNumber")
    static void start(
            HttpClient client,
            RequestOptions options,
            Request request,
            Account account,
            Runnable sent,
            UniEmitter<? super Answer> emitter) {
        var exchange = new Exchange(request, account, sent, emitter);
        emitter.onTermination(exchange::giveUp);
        client.request(options).onSuccess(exchange::send).onFailure(emitter::fail);
    }

    /** Nothing is sent before it is known to whom. */
    private void send(HttpClientRequest opened) {
        opened.exceptionHandler(emitter::fail);
        if (!keep(opened)) {
            opened.reset();
            return;
        }
        try {
            there = checked(opened, request, account);
        } catch (DriverException refused) {
            emitter.fail(refused);
            return;
        }
        opened.response().onSuccess(this::receive).onFailure(emitter::fail);
        opened.end(request.body()).onSuccess(done -> sent.run()).onFailure(emitter::fail);
    }

    /** @throws DriverException.Rejected when the description must not lead there */
    static Nearness checked(HttpClientRequest opened, Request request, Account account) {
        var address = opened.connection().remoteAddress().hostAddress();
        var there = address == null ? Nearness.NOWHERE : Nearness.of(address);
        if (request.from() != null) {
            request.from().check(request.url(), there, account);
        }
        return there;
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(emitter::fail);
        response.handler(this::add);
        response.endHandler(end -> complete(response));
    }

    private void add(Buffer part) {
        if (received.length() + part.length() > request.largest()) {
            emitter.fail(new DriverException.ProtocolViolation(
                    "the answer is larger than %d KiB".formatted(request.largest() / 1024), null));
            return;
        }
        received.appendBuffer(part);
    }

    private void complete(HttpClientResponse response) {
        synchronized (this) {
            open = null;
        }
        emitter.complete(new Answer(response.statusCode(), response.headers(), received, there));
    }

    private synchronized boolean keep(HttpClientRequest opened) {
        open = opened;
        return !over;
    }

    /** Closes the connection when an answer is still to come; called when cancelled, failed or complete. */
    private void giveUp() {
        HttpClientRequest left;
        synchronized (this) {
            over = true;
            left = open;
            open = null;
        }
        if (left != null) {
            left.reset();
        }
    }
}
