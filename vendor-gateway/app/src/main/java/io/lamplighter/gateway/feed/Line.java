package io.lamplighter.gateway.feed;

/** The connection of one client, as its transport has it. Used on its event loop only. */
interface Line {
    /** Sends a message; the socket is told when it has left, or that the line is broken. */
    void send(String text, FeedSocket socket);

    void close(Closing why);
}
