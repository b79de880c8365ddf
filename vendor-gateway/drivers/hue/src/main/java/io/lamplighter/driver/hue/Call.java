package io.lamplighter.driver.hue;

import io.lamplighter.driver.DriverException;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** One request of which the answer has begun, paused until its body is asked for: as a whole, or as a stream of events. */
final class Call {
    private static final int MOST_WAITING = 1024 * 1024;

    /** What an event costs beside its characters. */
    private static final int OVERHEAD = 16;

    private final HttpClientRequest request;
    private final HttpClientResponse response;
    private final Context context;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean paused;
    private volatile boolean taken;
    private volatile boolean ended;
    private volatile Throwable broken;

    private Call(HttpClientRequest request, HttpClientResponse response, Context context) {
        this.request = request;
        this.response = response;
        this.context = context;
        response.exceptionHandler(failure -> broken = failure);
    }

    /** Sends a request; given up when nobody waits for it any more. */
    static Uni<Call> send(HttpClient client, RequestOptions options, Buffer body) {
        return Uni.createFrom().emitter(emitter -> {
            var beginning = new Beginning(body, emitter);
            emitter.onTermination(beginning::giveUp);
            client.request(options).onSuccess(beginning::send).onFailure(emitter::fail);
        });
    }

    /** What has been sent; whoever waits for the answer can end it as long as nobody has taken the call. */
    private static final class Beginning {
        private final Buffer body;
        private final UniEmitter<? super Call> emitter;
        private HttpClientRequest open;
        private Call begun;
        private boolean over;

        Beginning(Buffer body, UniEmitter<? super Call> emitter) {
            this.body = body;
            this.emitter = emitter;
        }

        void send(HttpClientRequest request) {
            request.exceptionHandler(emitter::fail);
            if (!keep(request)) {
                request.reset();
                return;
            }
            request.send(body).onSuccess(response -> begin(request, response)).onFailure(emitter::fail);
        }

        private void begin(HttpClientRequest request, HttpClientResponse response) {
            response.pause();
            var call = new Call(request, response, Vertx.currentContext());
            synchronized (this) {
                begun = call;
            }
            emitter.complete(call);
        }

        private synchronized boolean keep(HttpClientRequest request) {
            open = request;
            return !over;
        }

        /** Called when cancelled, failed, or complete: then by who has been given the call. */
        private synchronized void giveUp() {
            over = true;
            if (open != null && (begun == null || !begun.taken)) {
                open.reset();
            }
        }
    }

    HttpClientResponse response() {
        return response;
    }

    /** Ends the connection of an answer that has not ended. */
    void close() {
        if (!ended) {
            request.reset();
        }
    }

    /**
     * The whole answer.
     *
     * @param largest how many bytes it may have
     */
    Uni<Answer> answer(int largest) {
        taken = true;
        return Uni.createFrom().emitter(emitter -> {
            var received = Buffer.buffer();
            response.exceptionHandler(emitter::fail);
            response.handler(part -> {
                if (received.length() + part.length() > largest) {
                    emitter.fail(new DriverException.ProtocolViolation(
                            "an answer of the bridge is larger than %d KiB".formatted(largest / 1024), null));
                } else {
                    received.appendBuffer(part);
                }
            });
            response.endHandler(end -> {
                ended = true;
                emitter.complete(new Answer(
                        response.statusCode(),
                        response.getHeader("Retry-After"),
                        response.getHeader("Date"),
                        received));
            });
            emitter.onTermination(this::close);
            response.resume();
        });
    }

    /**
     * The data of each event from now on; empty for a sign of life. Ends with a failure only. What is not taken makes the
     * bridge wait.
     */
    Multi<String> events() {
        taken = true;
        return Multi.createFrom()
                .<String>emitter(emitter -> context.runOnContext(start -> listen(emitter)), BackPressureStrategy.BUFFER)
                .invoke(this::consumed);
    }

    private void listen(MultiEmitter<? super String> emitter) {
        if (broken != null) {
            emitter.fail(broken);
            return;
        }
        var parser = new EventParser(data -> tell(data, emitter));
        response.exceptionHandler(emitter::fail);
        response.endHandler(end -> {
            ended = true;
            emitter.fail(new DriverException.Unreachable("the bridge ended the stream", (Throwable) null));
        });
        response.handler(part -> {
            try {
                parser.feed(part);
            } catch (DriverException tooLarge) {
                emitter.fail(tooLarge);
            }
        });
        response.resume();
    }

    private void tell(String data, MultiEmitter<? super String> emitter) {
        if (waiting.addAndGet(data.length() + OVERHEAD) > MOST_WAITING && !paused) {
            paused = true;
            response.pause();
            goOn();
        }
        emitter.emit(data);
    }

    private void consumed(String data) {
        waiting.addAndGet(-data.length() - OVERHEAD);
        if (paused) {
            context.runOnContext(taken -> goOn());
        }
    }

    /** Looks again after pausing: what waited may have been taken in between, by somebody who saw no pause. */
    private void goOn() {
        if (paused && waiting.get() <= MOST_WAITING) {
            paused = false;
            response.resume();
        }
    }
}
