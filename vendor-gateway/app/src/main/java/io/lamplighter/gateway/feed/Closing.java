package io.lamplighter.gateway.feed;

import io.quarkus.websockets.next.CloseReason;

/** Why the feed closes a socket. */
enum Closing {
    TEXT_ONLY(1003, "the feed takes text messages only"),
    TOO_LARGE(1009, "the message is too large"),
    ANSWERS_UNREAD(1008, "asks much and does not read the answers"),
    TOO_FAST(1008, "sends too many messages in a short time"),
    STOPPING(1001, "the gateway stops; come back in a moment"),
    NO_NAME(1008, "the user's name must be 1 to 100 printable characters"),
    SILENT(4408, "nothing was heard of this client for too long"),
    IDLE(4409, "there was no subscription for too long"),
    TOO_MANY_SOCKETS(4429, "this user has too many sockets open");

    private final int code;
    private final String message;

    Closing(int code, String message) {
        this.code = code;
        this.message = message;
    }

    CloseReason reason() {
        return new CloseReason(code, message);
    }
}
