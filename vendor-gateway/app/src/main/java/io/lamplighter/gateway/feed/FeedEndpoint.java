package io.lamplighter.gateway.feed;

import io.lamplighter.gateway.callers.Caller;
import io.quarkus.logging.Log;
import io.quarkus.websockets.next.OnBinaryMessage;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnPongMessage;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;

/** The websocket; nothing here waits. */
@WebSocket(path = "/feed")
public class FeedEndpoint {
    private final Guests guests;
    private final Requests requests;
    private final FeedConfig config;

    FeedEndpoint(Guests guests, Requests requests, FeedConfig config) {
        this.guests = guests;
        this.requests = requests;
        this.config = config;
    }

    @OnOpen
    Uni<Void> opened(WebSocketConnection connection) {
        var guest = guests.opened(connection.id(), new WebSocketLine(connection), false);
        var user = connection.handshakeRequest().header(Caller.HEADER);
        introduce(
                guest,
                user == null ? Query.parameter(connection.handshakeRequest().query(), "user") : user);
        return Uni.createFrom().voidItem();
    }

    private void introduce(Guest guest, String user) {
        if (user == null) {
            return;
        }
        if (Caller.isName(user)) {
            guests.is(guest, user);
        } else {
            guest.socket().close(Closing.NO_NAME);
        }
    }

    @OnTextMessage
    Uni<Void> received(String text, WebSocketConnection connection) {
        var guest = guests.guest(connection.id());
        if (guest == null) {
            return Uni.createFrom().voidItem();
        }
        if (text.length() > config.maxMessage()) {
            guest.socket().close(Closing.TOO_LARGE);
        } else if (!guest.asked(config.maxMessagesInTenSeconds())) {
            guest.socket().close(Closing.TOO_FAST);
        } else {
            requests.serve(guest, text);
        }
        return Uni.createFrom().voidItem();
    }

    @OnBinaryMessage
    Uni<Void> received(Buffer bytes, WebSocketConnection connection) {
        var guest = guests.guest(connection.id());
        if (guest != null) {
            guest.socket().close(Closing.TEXT_ONLY);
        }
        return Uni.createFrom().voidItem();
    }

    @OnPongMessage
    Uni<Void> ponged(Buffer bytes, WebSocketConnection connection) {
        var guest = guests.guest(connection.id());
        if (guest != null) {
            guest.heard();
        }
        return Uni.createFrom().voidItem();
    }

    @OnClose
    Uni<Void> closed(WebSocketConnection connection) {
        guests.closed(connection.id());
        return Uni.createFrom().voidItem();
    }

    /** What is larger than Vert.x reads at all comes here, and the connection would stay as if nothing had been sent. */
    @OnError
    Uni<Void> failed(Throwable failure, WebSocketConnection connection) {
        Log.debugf("feed connection %s: %s", connection.id(), failure.getMessage());
        var guest = guests.guest(connection.id());
        if (guest != null && String.valueOf(failure.getMessage()).contains("message")) {
            guest.socket().close(Closing.TOO_LARGE);
        }
        return Uni.createFrom().voidItem();
    }
}
