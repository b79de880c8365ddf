package io.lamplighter.driver.http;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Clock;

/** One request and its answer, of bounded size, given up when nobody waits for it any more. */
final class Exchange {
    private final Call call;
    private final Clock clock;
    private final UniEmitter<? super Answer> emitter;
    private final Buffer received = Buffer.buffer();
    private HttpClientRequest request;
    private boolean over;

    private Exchange(Call call, Clock clock, UniEmitter<? super Answer> emitter) {
        this.call = call;
        this.clock = clock;
        this.emitter = emitter;
    }

    static void start(HttpClient client, Call call, Clock clock, UniEmitter<? super Answer> emitter) {
        var exchange = new Exchange(call, clock, emitter);
        emitter.onTermination(exchange::giveUp);
        client.request(call.options()).onSuccess(exchange::send).onFailure(emitter::fail);
    }

    private void send(HttpClientRequest opened) {
        opened.exceptionHandler(emitter::fail);
        if (!keep(opened)) {
            opened.reset();
            return;
        }
        opened.send(call.body()).onSuccess(this::receive).onFailure(emitter::fail);
    }

    private void receive(HttpClientResponse response) {
        response.exceptionHandler(emitter::fail);
        response.handler(this::add);
        response.endHandler(end -> complete(response));
    }

    private void add(Buffer part) {
        if (received.length() + part.length() > call.largestAnswer()) {
            emitter.fail(new DriverException.ProtocolViolation(
                    "the answer is larger than %d bytes".formatted(call.largestAnswer()), null));
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
                response.getHeader("Content-Type"),
                received.getBytes(),
                clock.instant()));
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
