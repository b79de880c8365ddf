package io.lamplighter.gateway.feed;

import io.quarkus.websockets.next.WebSocketConnection;

/** A websocket. */
record WebSocketLine(WebSocketConnection connection) implements Line {
    @Override
    public void send(String text, FeedSocket socket) {
        connection.sendText(text).subscribe().with(done -> socket.sent(text.length()), failure -> socket.closed());
    }

    @Override
    public void close(Closing why) {
        connection.close(why.reason()).subscribe().with(done -> {}, failure -> {});
    }
}
