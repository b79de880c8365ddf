package io.lamplighter.driver.shelly;

import io.lamplighter.driver.DriverException;
import io.lamplighter.driver.Pushed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Websockets to devices, over which they notify of what changes (shelly-api-docs.shelly.cloud/gen2, RPC channels). */
final class Notifications implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_MS = 3_000;
    private static final int LARGEST_MESSAGE = 256 * 1024;
    private static final int WAITING = 1024;
    private static final long PING_MS = 30_000;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final Clock clock;
    private final Set<MultiEmitter<? super Pushed>> listening = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Notifications(Vertx vertx, Clock clock) {
        this.vertx = vertx;
        this.clock = clock;
        this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                .setMaxConnections(100_000)
                .setMaxMessageSize(LARGEST_MESSAGE)
                .setTryUsePerMessageCompression(false));
    }

    /** What the device tells, until it or the driver is closed. */
    Multi<Pushed> of(Target target) {
        return Multi.createFrom()
                .<Pushed>emitter(emitter -> connect(target, emitter), WAITING)
                .onFailure()
                .transform(failure -> Answers.failure(target.address().toString(), failure));
    }

    @Override
    public void close() {
        closed = true;
        listening.forEach(emitter -> emitter.fail(isClosed()));
        client.close();
    }

    private void connect(Target target, MultiEmitter<? super Pushed> emitter) {
        if (closed) {
            emitter.fail(isClosed());
            return;
        }
        listening.add(emitter);
        emitter.onTermination(() -> listening.remove(emitter));
        client.connect(new WebSocketConnectOptions()
                        .setHost(target.address().host())
                        .setPort(target.address().port())
                        .setURI(target.address().path() + "/rpc")
                        .setTimeout(CONNECT_TIMEOUT_MS))
                .onSuccess(socket -> listen(socket, target, emitter))
                .onFailure(emitter::fail);
    }

    private void listen(WebSocket socket, Target target, MultiEmitter<? super Pushed> emitter) {
        if (emitter.isCancelled() || closed) {
            end(socket);
            return;
        }
        var conversation = new Conversation(target, clock, emitter, socket::writeTextMessage);
        socket.textMessageHandler(conversation::receive);
        socket.pongHandler(pong -> emitter.emit(new Pushed.Alive()));
        socket.exceptionHandler(emitter::fail);
        var timer = vertx.setPeriodic(PING_MS, tick -> socket.writePing(io.vertx.core.buffer.Buffer.buffer("?")));
        socket.closeHandler(end -> {
            vertx.cancelTimer(timer);
            if (!emitter.isCancelled()) {
                emitter.fail(
                        new DriverException.Unreachable(target.address() + " ended the connection", (Throwable) null));
            }
        });
        emitter.onTermination(() -> {
            listening.remove(emitter);
            end(socket);
        });
        conversation.begin();
    }

    private static void end(WebSocket socket) {
        var _ = socket.close();
    }

    private static DriverException isClosed() {
        return new DriverException.Unreachable("the driver is closed", (Throwable) null);
    }
}
