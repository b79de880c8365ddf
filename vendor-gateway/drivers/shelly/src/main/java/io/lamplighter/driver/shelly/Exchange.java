package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/** One request and its answer, of bounded size, given up when nobody waits for it any more. */
final class Exchange {
    private static final int LARGEST_ANSWER = 256 * 1024;

    private final UniEmitter<? super Answer> emitter;
    private final Buffer received = Buffer.buffer();
    private HttpClientRequest request;
    private boolean over;

    private Exchange(UniEmitter<? super Answer> emitter) {
        this.emitter = emitter;
    }

    static void start(HttpClient client, RequestOptions options, Buffer body, UniEmitter<? super Answer> emitter) {
        var exchange = new Exchange(emitter);
        emitter.onTermination(exchange::giveUp);
        client.request(options)
                .onSuccess(request -> exchange.send(request, body))
                .onFailure(emitter::fail);
    }

    private void send(HttpClientRequest opened, Buffer body) {
        opened.exceptionHandler(emitter::fail);
        if (!keep(opened)) {
            opened.reset();
            return;
        }
        opened.send(body).onSuccess(this::receive).onFailure(emitter::fail);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(emitter::fail);
        response.handler(part -> add(part));
        response.endHandler(end -> complete(response));
    }

    private void add(Buffer part) {
        if (received.length() + part.length() > LARGEST_ANSWER) {
            emitter.fail(new DriverException.ProtocolViolation("answer is larger than 256 KiB", null));
            return;
        }
        received.appendBuffer(part);
    }

    private void complete(HttpClientResponse response) {
        synchronized (this) {
            request = null;
        }
        emitter.complete(new Answer(
                response.statusCode(),
                response.getHeader("Retry-After"),
                response.getHeader("WWW-Authenticate"),
                received));
    }

    private synchronized boolean keep(HttpClientRequest opened) {
        request = opened;
        return !over;
    }

    /** Closes the connection when an answer is still to come; called when cancelled, failed or complete. */
    private void giveUp() {
        HttpClientRequest open;
        synchronized (this) {
            over = true;
            open = request;
            request = null;
        }
        if (open != null) {
            open.reset();
        }
    }
}
