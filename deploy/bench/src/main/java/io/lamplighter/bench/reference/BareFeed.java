package io.lamplighter.bench.reference;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that tells many what one says: Vert.x websockets, which is what Quarkus stands on, and each update that comes is
 * written to every socket. No subscriptions, no cursors, no checks, no Kafka.
 */
public final class BareFeed {
    private static final Set<ServerWebSocket> SOCKETS = ConcurrentHashMap.newKeySet();

    private BareFeed() {}

    /** Argument: the port. */
    static void main(String[] arguments) {
        var vertx = Vertx.vertx();
        var loops = 2 * Runtime.getRuntime().availableProcessors();
        var _ = vertx.deployVerticle(
                () -> new Lane(Integer.parseInt(arguments[0])), new DeploymentOptions().setInstances(loops));
    }

    private static final class Lane extends AbstractVerticle {
        private final int port;

        Lane(int port) {
            this.port = port;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer()
                    .requestHandler(request -> {
                        var _ = request.response().end();
                    })
                    .webSocketHandler(Lane::opened)
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }

        private static void opened(ServerWebSocket socket) {
            SOCKETS.add(socket);
            socket.closeHandler(closed -> SOCKETS.remove(socket));
            socket.textMessageHandler(text -> {
                if (text.startsWith("{")) {
                    SOCKETS.forEach(each -> {
                        var _ = each.writeTextMessage(text);
                    });
                }
            });
        }
    }
}
