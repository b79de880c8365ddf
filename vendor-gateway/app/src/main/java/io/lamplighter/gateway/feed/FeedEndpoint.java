package io.lamplighter.gateway.feed;

import io.quarkus.logging.Log;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** The websocket; nothing here waits. */
@WebSocket(path = "/feed")
public class FeedEndpoint {
    private final Feed feed;

    FeedEndpoint(Feed feed) {
        this.feed = feed;
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        feed.opened(connection);
        return Uni.createFrom().voidItem();
    }

    @OnTextMessage
    Uni<Void> received(String text, WebSocketConnection connection) {
        feed.received(connection, text);
        return Uni.createFrom().voidItem();
    }

    @OnBinaryMessage
    Uni<Void> received(Buffer bytes, WebSocketConnection connection) {
        feed.binary(connection);
        return Uni.createFrom().voidItem();
    }

    @OnClose
    Uni<Void> closed(WebSocketConnection connection) {
        feed.closed(connection);
        return Uni.createFrom().voidItem();
    }

    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection connection) {
        Log.debugf("feed connection %s: %s", connection.id(), failure.getMessage());
        return Uni.createFrom().voidItem();
    }
}
