package io.lamplighter.gateway.feed;

/** The connection of one client, as its transport has it. Used on its event loop only. */
interface Line {
    /** Adds a message to what is sent next. */
    void write(String text);

    /** Sends what was written, so many characters; the socket is told when it has left, or that the line is broken. */
    void flush(int length, FeedSocket socket);

    void close(Closing why);
}
